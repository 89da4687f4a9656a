import { formatShare } from "#charts/format.js";
import type { Language } from "#charts/insight.js";
import type { PlainTable } from "#charts/page-model.js";
import { plainText } from "#charts/plain-text.js";
import type { Evaluation, Exposure } from "#measure/score.js";

const words = {
  en: {
    brand: "What is shown, by brand",
    price: "What is shown, by price",
    group: { brand: "brand", price: "list price" },
    items: "of the items",
    shown: "of the places shown",
    taken: "of what customers have",
    others: "all others",
  },
  zh: {
    brand: "展示机会：按品牌",
    price: "展示机会：按价格",
    group: { brand: "品牌", price: "标价" },
    items: "占商品数",
    shown: "占展示位",
    taken: "占顾客已有",
    others: "其他品牌",
  },
} as const;

const LONGEST_NAME = 60;

/** What the chosen model shows of each brand and price band, beside what customers take of it. */
export function exposureTables({ exposure = [] }: Evaluation, language: Language): readonly PlainTable[] {
  return (["brand", "price"] as const).flatMap((kind) => {
    const rows = exposure.filter((one) => one.kind === kind);
    return rows.length > 1 ? [tableOf(kind, rows, language)] : [];
  });
}

function tableOf(kind: Exposure["kind"], rows: readonly Exposure[], language: Language): PlainTable {
  const word = words[language];
  const number = (name: string) => ({ name, kind: "number" as const });
  return {
    title: word[kind],
    columns: [{ name: word.group[kind], kind: "text" }, number(word.items), number(word.shown), number(word.taken)],
    rows: rows.map(({ group, items, shown, taken }) => [
      group === "" ? word.others : plainText(group, LONGEST_NAME),
      ...[items, shown, taken].map((share) => formatShare(share, language)),
    ]),
  };
}
