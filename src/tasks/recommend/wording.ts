import { formatCount, formatRange, formatShare } from "#charts/format.js";
import type { Language } from "#charts/insight.js";
import { plainText } from "#charts/plain-text.js";
import { plainWords } from "#charts/plain-words.js";
import type { PastItem, RecommendAnswer, RecommendedItem } from "./answer.js";
import type { NamedItem } from "./catalogue.js";
import type { PopularNow } from "./evidence.js";

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
  return plainWords(name, LONGEST_NAME);
}

/** The day of an event in the shop's zone, such as "3 Sep 2011" or "2011年9月3日"; null where it is not known. */
export function dayOf({ at }: PastItem, timeZone: string, language: Language): string | null {
  if (at === null) return null;
  const day = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(at);
  return formatRange(day, day, language);
}

/** Why one item is shown, in a few words. */
export function reasonText(answer: RecommendAnswer, item: RecommendedItem, language: Language): string {
  const { evidence } = item;
  const done = deed(answer, language);
  switch (evidence.kind) {
    case "past":
      return pastText(answer, item, language);
    case "popular":
      return popularText(item, done, language);
    case "now":
      return nowText(evidence, answer, language);
    case "also":
    case "together":
      return beside[language][evidence.kind]({
        both: formatCount(evidence.both, language),
        of: formatCount(evidence.of, language),
        name: shown(evidence.beside),
        past: done.past,
      });
    case "words":
      return wordsText(
        shown(evidence.like),
        evidence.shared.map((name) => shown({ item: name, name })),
        language,
      );
    case "new":
      return language === "zh" ? `新品：尚无顾客${done.past}` : `new: hardly anybody has ${done.past} it yet`;
    default:
      return evidence satisfies never;
  }
}

interface Beside {
  readonly both: string;
  readonly of: string;
  readonly name: string;
  readonly past: string;
}

const beside = {
  en: {
    also: ({ both, of, name, past }: Beside) => `${both} of the ${of} customers who ${past} ${name} have it too`,
    together: ({ both, of, name }: Beside) => `in ${both} of the ${of} orders with ${name}`,
  },
  zh: {
    also: ({ both, of, name, past }: Beside) => `${past}“${name}”的 ${of} 位顾客中有 ${both} 位也${past}它`,
    together: ({ both, of, name }: Beside) => `含“${name}”的 ${of} 个订单中有 ${both} 个也有它`,
  },
} as const;

/** The past item that speaks most for it, or that it is popular. */
function pastText(answer: RecommendAnswer, item: RecommendedItem, language: Language): string {
  const [first] = item.reasons;
  if (!first) return popularText(item, deed(answer, language), language);
  const name = shown(first);
  const { past } = deed(answer, language);
  const share = formatShare(first.share, language);
  if (answer.slot === "next-in-session") {
    return language === "zh"
      ? `与本次访问的“${name}”相配，占得分的 ${share}`
      : `goes with ${name} of this visit, ${share} of its score`;
  }
  const day = dayOf(first, answer.timeZone, language);
  if (language === "zh") return `与${day ?? "以前"}${past}的“${name}”相配，占得分的 ${share}`;
  return `goes with ${name}, ${past}${day ? ` on ${day}` : " before"}, ${share} of its score`;
}

function popularText(item: RecommendedItem, { past }: Deed, language: Language): string {
  const customers = formatCount(item.customers, language);
  if (language === "zh") return `热门商品：${customers} 位顾客${past}`;
  return `popular: ${customers} ${item.customers === 1 ? "customer has" : "customers have"} ${past} it`;
}

function nowText(
  { buyers, before, days, country }: PopularNow,
  { learned }: RecommendAnswer,
  language: Language,
): string {
  const [now, then] = [formatCount(buyers, language), formatCount(before, language)];
  const place = country === null ? "" : plainText(country, LONGEST_NAME);
  if (language === "zh") {
    const who = learned.event === "purchase" ? "个订单" : "位访客";
    return `热销：最近 ${days} 天${place ? `（${place}）` : ""}有 ${now} ${who}，此前 ${days} 天 ${then} ${who}`;
  }
  const who = learned.event === "purchase" ? "order" : "visitor";
  const plural = buyers === 1 ? who : `${who}s`;
  return `popular now: ${now} ${plural}${place ? ` in ${place}` : ""} in the last ${days} days, ${then} in the ${days} before`;
}

function wordsText(name: string, shared: readonly string[], language: Language): string {
  if (language === "zh") return `描述与“${name}”相近${shared.length > 0 ? `：${shared.join("、")}` : ""}`;
  return `described like ${name}${shared.length > 0 ? `: ${shared.join(", ")}` : ""}`;
}

/** By what, and from how much. */
export function learnedFrom(answer: RecommendAnswer, language: Language): string {
  const { learned, candidate } = answer;
  const customers = formatCount(learned.customers, language);
  const events = formatCount(learned.events, language);
  const { plural } = deed(answer, language);
  if (language === "zh") return `${candidate} 模型，学自 ${customers} 位顾客的 ${events} ${plural}。`;
  return `Learned by the ${candidate} model from ${events} ${plural} of ${customers} customers.`;
}
