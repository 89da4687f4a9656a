import { formatCount, formatMoney, formatRange, formatShare } from "#charts/format.js";
import type { Insight, Language } from "#charts/insight.js";
import { plainWords } from "#charts/plain-words.js";
import type { CustomerProfile, ProspectProfile } from "./answer.js";
import { segments } from "./segments.js";

const LONGEST_NAME = 60;

/** A name from the shop's data, fit to stand in a sentence: on one line, short, without marks of emphasis. */
export const shown = (name: string): string => plainWords(name, LONGEST_NAME);

export function sayCustomer(customer: CustomerProfile, language: Language): Insight[] {
  const insights = [standing(customer, language), spending(customer, language)];
  if (customer.buyAgain) insights.push(outlook(customer, customer.buyAgain, language));
  if (customer.favourites) insights.push(liking(customer.favourites, language));
  return insights;
}

function standing({ customer, segment, scores, recencyDays, lastDay }: CustomerProfile, language: Language): Insight {
  const { name, meaning } = segments[segment];
  const { r, f, m } = scores;
  const warning = segment === "at_risk" || segment === "previously_loyal" || segment === "almost_lost";
  const days = formatCount(recencyDays, language);
  const day = formatRange(lastDay, lastDay, language);
  const tone = warning ? "warning" : "neutral";
  if (language === "zh") {
    return {
      text: `顾客 ${shown(customer)} 属于**${name.zh}**：${meaning.zh}。`,
      tone,
      evidence: `最近一次下单在 ${day}，距今 ${days} 天。最近购买 ${r} 分、购买次数 ${f} 分、消费金额 ${m} 分（满分 5 分，按全部顾客五等分）。`,
    };
  }
  return {
    text: `Customer ${shown(customer)} is one of the **${name.en}** group: they ${meaning.en}.`,
    tone,
    evidence: `Last order on ${day}, ${days} days ago. Scores: recency ${r}, frequency ${f}, spend ${m} of 5, each in fifths of all customers.`,
  };
}

function spending(customer: CustomerProfile, language: Language): Insight {
  const spent = formatMoney(customer.monetaryCents, customer.currency, language);
  const basket = formatMoney(customer.basketCents, customer.currency, language);
  const more = formatShare(customer.percentile, language);
  const orders = formatCount(customer.frequency, language);
  const since = formatRange(customer.firstDay, customer.firstDay, language);
  const gap =
    customer.daysBetweenOrders === null ? null : formatCount(Math.round(customer.daysBetweenOrders), language);
  if (language === "zh") {
    return {
      text: `累计消费 **${spent}**，高于 ${more} 的顾客；平均每单 ${basket}。`,
      tone: "neutral",
      evidence: `自 ${since} 起共 ${orders} 单${gap ? `，平均每 ${gap} 天一单` : ""}。`,
    };
  }
  return {
    text: `They have spent **${spent}**, more than ${more} of customers, ${basket} an order on average.`,
    tone: "neutral",
    evidence: `${orders} ${customer.frequency === 1 ? "order" : "orders"} since ${since}${gap ? `, one in ${gap} days on average` : ""}.`,
  };
}

function outlook(
  { asOf }: CustomerProfile,
  { chance, days, everyone }: NonNullable<CustomerProfile["buyAgain"]>,
  language: Language,
): Insight {
  const [likely, all] = [formatShare(chance, language), formatShare(everyone, language)];
  const day = formatRange(asOf, asOf, language);
  const tone = chance >= everyone ? "good" : "neutral";
  if (language === "zh") {
    return {
      text: `得分相近的顾客中，**${likely}** 在 ${days} 天内再次下单（全部顾客为 ${all}）。`,
      tone,
      evidence: `统计自 ${day} 之前的 ${days} 天；假设未来与那段时间相似，季节会有影响。`,
    };
  }
  return {
    text: `Of customers with scores like theirs, **${likely}** ordered again within ${days} days (of all customers: ${all}).`,
    tone,
    evidence: `Counted in the ${days} days before ${day}. It holds as far as the days ahead resemble those: the season matters.`,
  };
}

function liking(favourites: NonNullable<CustomerProfile["favourites"]>, language: Language): Insight {
  const item = shown(favourites.name ?? favourites.item);
  const orders = formatCount(favourites.orders, language);
  const items = formatCount(favourites.differentItems, language);
  const category = favourites.category === null ? null : shown(favourites.category);
  if (language === "zh") {
    return {
      text: `最常买的商品是 **${item}**${category ? `，最常买的品类是${category}` : ""}。`,
      tone: "neutral",
      evidence: `出现在 ${orders} 个订单中；共买过 ${items} 种商品。`,
    };
  }
  return {
    text: `Their favourite is **${item}**${category ? `, their favourite category ${category}` : ""}.`,
    tone: "neutral",
    evidence: `In ${orders} of their orders; they have bought ${items} different ${favourites.differentItems === 1 ? "item" : "items"}.`,
  };
}

export function sayProspect({ customer }: ProspectProfile, language: Language): Insight[] {
  if (language === "zh") {
    return [
      {
        text: `顾客 ${shown(customer)} 是**${segments.prospects.name.zh}**：${segments.prospects.meaning.zh}。`,
        tone: "neutral",
        evidence: "有账户记录，没有任何订单。",
      },
    ];
  }
  return [
    {
      text: `Customer ${shown(customer)} is one of the **Prospects**: they ${segments.prospects.meaning.en}.`,
      tone: "neutral",
      evidence: "There is an account and no order of any kind.",
    },
  ];
}
