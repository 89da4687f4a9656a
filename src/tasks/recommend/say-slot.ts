import type { Insight, Language } from "#charts/insight.js";
import type { RecommendAnswer, RecommendedItem } from "./answer.js";
import { deed, learnedFrom, reasonText, shown } from "./wording.js";

/** What to put into a slot that is not for one customer, and why. */
export function saySlot(answer: RecommendAnswer, language: Language): Insight {
  const [first] = answer.items;
  if (!first) return nothing(answer, language);
  return {
    text: `${opening(answer, first, language)}${language === "zh" ? "：" : ": "}${reasonText(answer, first, language)}${language === "zh" ? "。" : "."}`,
    tone: answer.instead === null ? "good" : "neutral",
    evidence: basis(answer, language),
  };
}

function opening(answer: RecommendAnswer, first: RecommendedItem, language: Language): string {
  const item = `**${shown(first)}**`;
  const beside = answer.beside ? shown(answer.beside) : "–";
  const who = shown({ item: answer.customer, name: answer.customer });
  const visit = answer.lastItems[0] ? shown(answer.lastItems[0]) : null;
  const words = {
    en: {
      similar: `Beside ${beside}, show ${item}`,
      "bought-together": `With ${beside}, offer ${item}`,
      popular: `Show everyone ${item}`,
      new: `Of what is new, show ${answer.chosenBy === "asked" ? `customer ${who}` : "them"} ${item} first`,
      "next-in-session": visit ? `After ${visit}, show ${item} next` : `Show ${item} next`,
      "for-you": `Show ${item}`,
    },
    zh: {
      similar: `在“${beside}”旁展示 ${item}`,
      "bought-together": `与“${beside}”一起推荐 ${item}`,
      popular: `向所有人展示 ${item}`,
      new: `新品中首先向${answer.chosenBy === "asked" ? `顾客 ${who} ` : "其"}展示 ${item}`,
      "next-in-session": visit ? `看过“${visit}”之后展示 ${item}` : `接着展示 ${item}`,
      "for-you": `展示 ${item}`,
    },
  } as const;
  return words[language][answer.slot];
}

/** What the slot was worked out from. */
function basis(answer: RecommendAnswer, language: Language): string {
  const { past } = deed(answer, language);
  const words = {
    en: {
      similar: `Counted among customers who ${past} both; one customer alone makes no pair.`,
      "bought-together": "Counted in orders that hold both; one order alone makes no pair.",
      popular: "Counted over the last four weeks of the data, each order or visitor once.",
      new: "Nobody's choices speak for a new item: the words of the catalogue were compared.",
      "next-in-session": learnedFrom(answer, language),
      "for-you": learnedFrom(answer, language),
    },
    zh: {
      similar: `按同时${past}两者的顾客人数计算；仅一位顾客不构成搭配。`,
      "bought-together": "按同时包含两者的订单数计算；仅一个订单不构成搭配。",
      popular: "按数据中最近四周统计，每个订单或访客只计一次。",
      new: "新品尚无顾客选择，因此比较目录中的描述文字。",
      "next-in-session": learnedFrom(answer, language),
      "for-you": learnedFrom(answer, language),
    },
  } as const;
  return words[language][answer.slot];
}

function nothing(answer: RecommendAnswer, language: Language): Insight {
  return {
    text: language === "zh" ? "这个位置没有可以展示的商品。" : "There is nothing to show in this place.",
    tone: "warning",
    evidence: basis(answer, language),
  };
}
