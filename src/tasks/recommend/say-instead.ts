import type { Insight, Language } from "#charts/insight.js";
import type { RecommendAnswer } from "./answer.js";
import type { Instead } from "./pool.js";

interface Words {
  readonly text: string;
  readonly evidence: string;
}

const words: Readonly<Record<Language, Readonly<Record<Instead, Words>>>> = {
  en: {
    "unknown items": {
      text: "The model has **not met** these items, so the catalogue's words for them were compared.",
      evidence: "Items that came after the training are known by name, category and brand until the next update.",
    },
    "no neighbours": {
      text: "**Nothing** goes with this item often enough, so what is popular is shown.",
      evidence: "A pair needs two customers or two orders at least.",
    },
    "no orders": {
      text: "The data **names no orders**, so nothing is known to be bought together; what is popular is shown.",
      evidence: "Order lines with the id of their order are needed.",
    },
    "nothing lately": {
      text: "**Nothing was bought in the last four weeks** of the data, so what most customers have is shown.",
      evidence: "Counted up to the last day with data.",
    },
    "nothing new": {
      text: "**Nothing in the catalogue is new**: everything has three customers or more, or is out of stock.",
      evidence: "Needs a catalogue with items that are hardly known yet.",
    },
  },
  zh: {
    "unknown items": {
      text: "模型**尚未见过**这些商品，因此比较目录中的描述文字。",
      evidence: "训练之后新增的商品在下次更新前只按名称、类目和品牌识别。",
    },
    "no neighbours": {
      text: "**没有**足够常见的搭配，因此展示热门商品。",
      evidence: "一个搭配至少需要两位顾客或两个订单。",
    },
    "no orders": {
      text: "数据中**没有订单编号**，无法判断一起购买的商品，因此展示热门商品。",
      evidence: "需要带有订单编号的订单明细。",
    },
    "nothing lately": {
      text: "数据的**最近四周没有购买**，因此展示顾客人数最多的商品。",
      evidence: "统计到有数据的最后一天。",
    },
    "nothing new": {
      text: "目录中**没有新品**：所有商品都已有三位以上顾客，或已缺货。",
      evidence: "需要目录中有几乎无人购买过的商品。",
    },
  },
};

/** Why something else is shown than was asked for. */
export function sayInstead({ instead }: RecommendAnswer, language: Language): readonly Insight[] {
  return instead === null ? [] : [{ ...words[language][instead], tone: "warning" }];
}
