import type { Language } from "#charts/insight.js";
import type { ItemList } from "#charts/page-model.js";
import type { RecommendAnswer } from "./answer.js";
import { reasonText, shown } from "./wording.js";

/** The recommended items with their reasons, as the report lists them. */
export function itemList(answer: RecommendAnswer, language: Language): ItemList {
  const last = answer.lastItems.slice(0, 3).map(shown);
  return {
    title: title(answer, last, language),
    items: answer.items.map((item) => ({ name: shown(item), reason: reasonText(answer, item, language) })),
  };
}

function title({ customer }: RecommendAnswer, last: readonly string[], language: Language): string {
  const name = shown({ item: customer, name: customer });
  if (language === "zh") {
    return last.length === 0 ? `顾客 ${name} · 暂无记录` : `顾客 ${name} · 最近：${last.join("、")}`;
  }
  return last.length === 0 ? `Customer ${name} · no history` : `Customer ${name} · last: ${last.join(", ")}`;
}
