import { formatCount, formatShare } from "#charts/format.js";
import type { Language } from "#charts/insight.js";
import type { PlainTable } from "#charts/page-model.js";
import { plainWords } from "#charts/plain-words.js";
import type { ReviewsAnswer, ShopAnswer } from "./answer.js";
import { aspectWord } from "./wording.js";

/** The items with the least praise, and what the reviews are about. */
export function tables(answer: ReviewsAnswer, language: Language): readonly PlainTable[] {
  if (answer.kind === "text") return [];
  return [items(answer, language), topics(answer, language)].filter(({ rows }) => rows.length > 0);
}

function items({ items: found }: ShopAnswer, language: Language): PlainTable {
  const zh = language === "zh";
  const number = "number" as const;
  return {
    title: zh ? "好评最少的商品" : "Items with the least praise",
    columns: [
      { name: zh ? "商品" : "Item", kind: "text" },
      { name: zh ? "评论" : "Reviews", kind: number },
      { name: zh ? "好评" : "Positive", kind: number },
      { name: zh ? "星级" : "Stars", kind: number },
      { name: zh ? "订单" : "Orders", kind: number },
      { name: zh ? "退货" : "Sent back", kind: number },
      { name: zh ? "主要抱怨" : "Complained of", kind: "text" },
    ],
    rows: found.map(({ name, reviews, positiveShare, stars, orders, sentBack, worst }) => [
      plainWords(name, 80),
      formatCount(reviews, language),
      formatShare(positiveShare, language),
      stars === null ? "–" : stars.toFixed(1),
      formatCount(orders, language),
      orders > 0 ? formatShare(sentBack / orders, language) : "–",
      worst ? aspectWord(worst, language) : "–",
    ]),
  };
}

function topics({ topics: found }: ShopAnswer, language: Language): PlainTable {
  const zh = language === "zh";
  return {
    title: zh ? "评论的话题" : "What they are about",
    columns: [
      { name: zh ? "最能说明的词" : "Telling words", kind: "text" },
      { name: zh ? "评论" : "Reviews", kind: "number" },
      { name: zh ? "好评" : "Positive", kind: "number" },
    ],
    rows: found.map(({ words, reviews, positiveShare }) => [
      words.map((word) => plainWords(word, 30)).join(zh ? "、" : ", "),
      formatCount(reviews, language),
      formatShare(positiveShare, language),
    ]),
  };
}
