import { formatCount, formatShare } from "#charts/format.js";
import type { Insight, Language } from "#charts/insight.js";
import type { RecommendAnswer, RecommendedItem } from "./answer.js";
import type { Renewal } from "./recommend-model.js";
import { sayInstead } from "./say-instead.js";
import { sayRules } from "./say-rules.js";
import { saySlot } from "./say-slot.js";
import { dayOf, deed, learnedFrom, shown } from "./wording.js";

/** What to do about this customer, in sentences, each with how we know it. */
export function say(answer: RecommendAnswer, language: Language): readonly Insight[] {
  return [...lead(answer, language), ...sayInstead(answer, language), ...sayRules(answer, language)];
}

function lead(answer: RecommendAnswer, language: Language): readonly Insight[] {
  const [first] = answer.items;
  if (answer.slot !== "for-you") return [saySlot(answer, language)];
  if (!first) return [nothingToShow(answer, language)];
  if (answer.kind === "stranger") return [toStranger(answer, first, language)];
  const supported = answer.items.filter(({ score }) => score > 0);
  const insights = [supported[0] ? bestNext(answer, supported[0], language) : unsupported(answer, first, language)];
  const popular = answer.items.length - supported.length;
  if (supported.length > 0 && popular > 0) insights.push(filledUp(answer, popular, language));
  const { renewal } = answer.learned;
  if (renewal && renewal.customers > 0 && answer.chosenBy === "example") insights.push(updated(renewal, language));
  return insights;
}

function bestNext(answer: RecommendAnswer, item: RecommendedItem, language: Language): Insight {
  const customer = customerName(answer);
  const [reason] = item.reasons;
  const { past } = deed(answer, language);
  const day = reason ? dayOf(reason, answer.timeZone, language) : null;
  if (language === "zh") {
    const because = reason ? `——${day ?? "以前"}${past}“${shown(reason)}”，两者常由同一批顾客相继选择` : "";
    return {
      text: `给顾客 ${customer} 首推 **${shown(item)}**${because}。`,
      tone: "good",
      evidence: `${reason ? `这条记录占该推荐得分的 ${formatShare(reason.share, language)}。` : ""}${learnedFrom(answer, language)}`,
    };
  }
  const because = reason ? `: it goes with ${shown(reason)}, which they ${past}${day ? ` on ${day}` : " before"}` : "";
  return {
    text: `Show customer ${customer} **${shown(item)}** first${because}.`,
    tone: "good",
    evidence: `${reason ? `That accounts for ${formatShare(reason.share, language)} of its score. ` : ""}${learnedFrom(answer, language)}`,
  };
}

function updated({ customers, before, after }: Renewal, language: Language): Insight {
  const [was, is] = [formatShare(before, language), formatShare(after, language)];
  const asked = formatCount(customers, language);
  const tone = after > before ? "good" : "neutral";
  if (language === "zh") {
    return {
      text: `更新后，前十件推荐对 **${is}** 的顾客命中其最新一件商品，更新前为 ${was}。`,
      tone,
      evidence: `以自上次建模以来有新记录的 ${asked} 位顾客的最新一件商品衡量，两个模型均未学习过这些商品。`,
    };
  }
  return {
    text: `The update finds the newest item of **${is}** of customers among its first ten; the model before found ${was}.`,
    tone,
    evidence: `Measured on ${asked} customers who did something since, by an item that neither model had learned.`,
  };
}

function filledUp(answer: RecommendAnswer, popular: number, language: Language): Insight {
  const total = answer.items.length;
  if (language === "zh") {
    return {
      text: `${total} 件推荐中有 **${popular} 件**只是热门商品，与该顾客的历史无关。`,
      tone: "neutral",
      evidence: "该顾客的过往商品与更多商品之间没有可用的共同购买记录，其余位置按顾客人数补足。",
    };
  }
  return {
    text: `**${popular} of the ${total}** items ${popular === 1 ? "is" : "are"} merely popular: nothing in this customer's past speaks for ${popular === 1 ? "it" : "them"}.`,
    tone: "neutral",
    evidence:
      "Their past items were never taken together with more items, so the places left are filled by how many customers have an item.",
  };
}

function unsupported(answer: RecommendAnswer, item: RecommendedItem, language: Language): Insight {
  const customer = customerName(answer);
  if (language === "zh") {
    return {
      text: `顾客 ${customer} 的历史还不足以说明偏好，先展示最热门的 **${shown(item)}**。`,
      tone: "neutral",
      evidence: `该顾客的过往商品没有与其他商品一起出现过。${learnedFrom(answer, language)}`,
    };
  }
  return {
    text: `Customer ${customer}'s past says nothing of what comes next; show what is popular, **${shown(item)}** first.`,
    tone: "neutral",
    evidence: `No other customer combined their past items with anything else. ${learnedFrom(answer, language)}`,
  };
}

function toStranger(answer: RecommendAnswer, item: RecommendedItem, language: Language): Insight {
  const customer = customerName(answer);
  const customers = formatCount(item.customers, language);
  const { past } = deed(answer, language);
  if (language === "zh") {
    return {
      text: `我们还不了解顾客 ${customer}，因此展示大家的选择：首推 **${shown(item)}**。`,
      tone: "warning",
      evidence: `没有该顾客的可用记录；${customers} 位顾客${past}此商品。${learnedFrom(answer, language)}`,
    };
  }
  return {
    text: `We do not know customer ${customer} yet, so they are shown what is popular: **${shown(item)}** first.`,
    tone: "warning",
    evidence: `No usable history of theirs; ${customers} ${item.customers === 1 ? "customer has" : "customers have"} ${past} it. ${learnedFrom(answer, language)}`,
  };
}

function nothingToShow(answer: RecommendAnswer, language: Language): Insight {
  const customer = customerName(answer);
  if (language === "zh") {
    return {
      text: `没有可以推荐给顾客 ${customer} 的新商品。`,
      tone: "warning",
      evidence: `该顾客已接触过所有有记录的商品。${learnedFrom(answer, language)}`,
    };
  }
  return {
    text: `There is nothing new to show customer ${customer}.`,
    tone: "warning",
    evidence: `They have every item that anyone has. ${learnedFrom(answer, language)}`,
  };
}

function customerName({ customer }: RecommendAnswer): string {
  return shown({ item: customer, name: customer });
}
