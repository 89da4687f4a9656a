import { formatCount, formatRange, formatShare } from "#charts/format.js";
import type { Language } from "#charts/insight.js";
import { plainText } from "#charts/plain-text.js";
import type { NamedItem, PastItem, RecommendAnswer, RecommendedItem } from "./answer.js";

/** How a kind of event is told: "bought", "bought it", and how many of them there are. */
interface Deed {
  readonly past: string;
  readonly plural: string;
}

const deeds: Readonly<Record<Language, Readonly<Record<string, Deed>>>> = {
  en: {
    purchase: { past: "bought", plural: "purchases" },
    cart: { past: "put in the cart", plural: "items put in a cart" },
    view: { past: "looked at", plural: "views" },
  },
  zh: {
    purchase: { past: "买过", plural: "次购买" },
    cart: { past: "加购过", plural: "次加购" },
    view: { past: "看过", plural: "次浏览" },
  },
};

const otherDeed: Readonly<Record<Language, Deed>> = {
  en: { past: "dealt with", plural: "events" },
  zh: { past: "关注过", plural: "次互动" },
};

const LONGEST_NAME = 60;

/** What the customers of this answer did with items, in words. */
export function deed(answer: RecommendAnswer, language: Language): Deed {
  return deeds[language][answer.learned.event] ?? otherDeed[language];
}

/** A name from the shop's data, fit to stand in a sentence: short, on one line, without marks of emphasis. */
export function shown({ name }: NamedItem): string {
  return plainText(name.replaceAll("*", ""), LONGEST_NAME) || "–";
}

/** The day of an event in the shop's zone, such as "3 Sep 2011" or "2011年9月3日"; null where it is not known. */
export function dayOf({ at }: PastItem, timeZone: string, language: Language): string | null {
  if (at === null) return null;
  const day = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(at);
  return formatRange(day, day, language);
}

/** Why one item is shown, in a few words: the past item that speaks most for it, or that it is popular. */
export function reasonText(answer: RecommendAnswer, item: RecommendedItem, language: Language): string {
  const [first] = item.reasons;
  if (!first) return popularText(item, deed(answer, language), language);
  const name = shown(first);
  const { past } = deed(answer, language);
  const day = dayOf(first, answer.timeZone, language);
  const share = formatShare(first.share, language);
  if (language === "zh") {
    return `与${day ?? "以前"}${past}的“${name}”相配，占得分的 ${share}`;
  }
  return `goes with ${name}, ${past}${day ? ` on ${day}` : " before"}, ${share} of its score`;
}

function popularText(item: RecommendedItem, { past }: Deed, language: Language): string {
  const customers = formatCount(item.customers, language);
  if (language === "zh") return `热门商品：${customers} 位顾客${past}`;
  return `popular: ${customers} ${item.customers === 1 ? "customer has" : "customers have"} ${past} it`;
}
