import type { Language } from "#charts/insight.js";
import type { ItemList } from "#charts/page-model.js";
import type { RecommendAnswer } from "./answer.js";
import { reasonText, shown } from "./wording.js";

/** The recommended items with their reasons, as the report lists them; and, where nobody was asked for, the other slots. */
export function itemLists(answer: RecommendAnswer, language: Language): readonly ItemList[] {
  return [answer, ...answer.others].filter(({ items }) => items.length > 0).map((one) => itemList(one, language));
}

function itemList(answer: RecommendAnswer, language: Language): ItemList {
  return {
    title: title(answer, language),
    items: answer.items.map((item) => ({ name: shown(item), reason: reasonText(answer, item, language) })),
  };
}

function title(answer: RecommendAnswer, language: Language): string {
  const last = answer.lastItems.slice(0, 3).map(shown);
  const known = last.length > 0 ? titles[language].last(last) : null;
  const beside = answer.beside ? shown(answer.beside) : "–";
  const name = shown({ item: answer.customer, name: answer.customer });
  return titles[language][answer.slot]({ beside, name, known });
}

interface TitleWords {
  readonly beside: string;
  readonly name: string;
  /** The last items, in words; null where there are none. */
  readonly known: string | null;
}

const titles = {
  en: {
    last: (items: readonly string[]) => `last: ${items.join(", ")}`,
    "for-you": ({ name, known }: TitleWords) => `Customer ${name} · ${known ?? "no history"}`,
    "next-in-session": ({ known }: TitleWords) => `A visit · ${known ?? "nothing seen yet"}`,
    similar: ({ beside }: TitleWords) => `Similar to ${beside}`,
    "bought-together": ({ beside }: TitleWords) => `Bought together with ${beside}`,
    popular: () => "Popular now",
    new: ({ name }: TitleWords) => `New, for customer ${name}`,
  },
  zh: {
    last: (items: readonly string[]) => `最近：${items.join("、")}`,
    "for-you": ({ name, known }: TitleWords) => `顾客 ${name} · ${known ?? "暂无记录"}`,
    "next-in-session": ({ known }: TitleWords) => `本次访问 · ${known ?? "暂无记录"}`,
    similar: ({ beside }: TitleWords) => `与“${beside}”相似`,
    "bought-together": ({ beside }: TitleWords) => `与“${beside}”一起购买`,
    popular: () => "当前热销",
    new: ({ name }: TitleWords) => `给顾客 ${name} 的新品`,
  },
} as const;
