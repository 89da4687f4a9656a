import { formatCount, formatMoney, formatPoints, formatRange, formatShare } from "#charts/format.js";
import type { Insight, Language } from "#charts/insight.js";
import { twoProportionZ } from "#numeric/two-proportion-z.js";
import type { CountryGroup, RfmSummary, SegmentSummary, ShopProfile } from "./answer.js";
import { isBest } from "./predict-shop.js";
import { closedCohorts } from "./render.js";
import { shown } from "./say-customer.js";

const SURE = 3; // standard errors: below, a difference between groups is not spoken of, as many are compared
const WORTH_TELLING = 0.05; // a difference of shares smaller than this changes nothing a merchant does
const CONCENTRATED = 0.2; // sales share of the best 1 % from which losing a few of them would show

/** What the segments of a shop ask a merchant to do. */
export function sayShop(shop: ShopProfile, language: Language): Insight[] {
  if (!shop.summary) return [nobody(shop, language)];
  return [
    theBest(shop, language),
    slippingAway(shop, language),
    slippedLately(shop, language),
    oneTimers(shop, shop.summary, language),
    comingBack(shop, language),
    concentration(shop, shop.summary, language),
    countryGap(shop, language),
    unknownBuyers(shop, language),
  ].filter((insight) => insight !== null);
}

function nobody({ prospects, unknownCents, currency }: ShopProfile, language: Language): Insight {
  const sales = formatMoney(unknownCents, currency, language);
  const accounts = formatCount(prospects, language);
  if (language === "zh") {
    return {
      text: "还没有可识别顾客的销售，无法划分客群。",
      tone: "neutral",
      evidence: `账户 ${accounts} 个；来自未识别顾客的销售额 ${sales}。`,
    };
  }
  return {
    text: "No sale to a known customer yet: there is nobody to tell apart.",
    tone: "neutral",
    evidence: `${accounts} accounts; sales to nobody known: ${sales}.`,
  };
}

function theBest(shop: ShopProfile, language: Language): Insight {
  const best = totalOf(shop, ({ segment }) => isBest(segment));
  const sales = formatShare(best.salesShare, language);
  const [customers, all] = [formatCount(best.customers, language), formatCount(shop.customers, language)];
  const until = lastDay(shop, language);
  const money = formatMoney(shop.cents, shop.currency, language, { compact: true });
  if (language === "zh") {
    return {
      text: `${bestAre(best.share, "zh")}，贡献了 **${sales}** 的销售额。`,
      tone: "good",
      evidence: `${all} 位有购买的顾客中的 ${customers} 位；截至${until}，可识别顾客的销售额共 ${money}。`,
    };
  }
  return {
    text: `${bestAre(best.share, "en")}, and together they bring **${sales}** of sales.`,
    tone: "good",
    evidence: `${customers} of ${all} customers with a sale up to ${until}; sales to known customers: ${money}.`,
  };
}

/** Good customers gone quiet: the ones worth writing to first. */
function slippingAway(shop: ShopProfile, language: Language): Insight | null {
  const quiet = totalOf(shop, ({ segment }) => segment === "at_risk" || segment === "previously_loyal");
  if (quiet.customers === 0) return null;
  const [customers, spent] = [
    formatCount(quiet.customers, language),
    formatMoney(quiet.cents, shop.currency, language, { compact: true }),
  ];
  const days = formatCount(Math.round(quiet.recencyDays), language);
  const gap = quiet.daysBetweenOrders === null ? null : formatCount(Math.round(quiet.daysBetweenOrders), language);
  const chance = quiet.chance === null ? null : formatShare(quiet.chance, language);
  if (language === "zh") {
    return {
      text: `**${customers}** 位曾消费 **${spent}** 的老客正在流失：${gap ? `过去平均每 ${gap} 天下一单，` : ""}如今已沉默 ${days} 天。请最先联系他们。`,
      tone: "warning",
      evidence: `“有流失风险”与“昔日忠诚”两个客群：购买次数和金额靠前，但最近购买时间靠后。${chance ? `以往这类顾客约 ${chance} 会自己回来。` : ""}`,
    };
  }
  return {
    text: `**${customers}** good ${quiet.customers === 1 ? "customer" : "customers"} who spent **${spent}** ${quiet.customers === 1 ? "is" : "are"} slipping away: ${gap ? `they used to order every ${gap} days and have been silent for ${days}` : `they have been silent for ${days} days`}. Write to them first.`,
    tone: "warning",
    evidence: `The groups at risk and previously loyal: high in orders and spend, low in recency.${chance ? ` In the past about ${chance} of such customers came back by themselves.` : ""}`,
  };
}

function slippedLately({ change, currency }: ShopProfile, language: Language): Insight | null {
  if (!change || change.slipped === 0) return null;
  const [slipped, best] = [formatCount(change.slipped, language), formatCount(change.best, language)];
  const share = formatShare(change.slipped / change.best, language);
  const spent = formatMoney(change.slippedCents, currency, language, { compact: true });
  if (language === "zh") {
    return {
      text: `${change.days} 天前的核心与忠诚客户中，**${share}** 如今已不在其列：请了解原因。`,
      tone: "warning",
      evidence: `${best} 位中的 ${slipped} 位，累计消费 ${spent}；两次都按当时全部顾客五等分。`,
    };
  }
  return {
    text: `**${share}** of those who were champions or loyal ${change.days === 1 ? "one day" : `${change.days} days`} ago no longer are: ask them what changed.`,
    tone: "warning",
    evidence: `${slipped} of ${best} customers, who have spent ${spent} in all; both times placed among all customers of that day.`,
  };
}

function oneTimers(shop: ShopProfile, summary: RfmSummary, language: Language): Insight | null {
  if (summary.oneTime === 0) return null;
  const share = formatShare(summary.oneTime / shop.customers, language);
  const [once, all] = [formatCount(summary.oneTime, language), formatCount(shop.customers, language)];
  const gap = summary.daysBetweenOrders === null ? null : formatCount(Math.round(summary.daysBetweenOrders), language);
  if (language === "zh") {
    return {
      text: `**${share}** 的顾客只买过一次。${gap ? `回头客通常每 ${gap} 天左右下一单：请在此之前提醒新客。` : ""}`,
      tone: "neutral",
      evidence: `${all} 位中的 ${once} 位只有一个订单${gap ? "；间隔为回头客各自平均间隔的中位数" : ""}。`,
    };
  }
  return {
    text: `**${share}** of customers ordered only once.${gap ? ` Those who return order about every ${gap} days: remind newcomers before then.` : ""}`,
    tone: "neutral",
    evidence: `${once} of ${all} customers have one order${gap ? "; the interval is the median of each returning customer's own average" : ""}.`,
  };
}

/**
 * Do recent newcomers come back in the month after their first as the earlier ones did? The first month is left out:
 * whoever had ordered before the data begin looks like a newcomer in it.
 */
function comingBack({ cohorts, lastMonthOpen }: ShopProfile, language: Language): Insight | null {
  const followed = closedCohorts(cohorts, lastMonthOpen).slice(1);
  if (followed.length < 4) return null;
  const half = Math.floor(followed.length / 2);
  const tally = (some: typeof followed) => ({
    came: some.reduce((total, { active }) => total + active[0]!, 0),
    back: some.reduce((total, { active }) => total + active[1]!, 0),
  });
  const [earlier, recent] = [tally(followed.slice(0, half)), tally(followed.slice(half))];
  const [was, is] = [earlier.back / earlier.came, recent.back / recent.came];
  const z = twoProportionZ(recent.back, recent.came, earlier.back, earlier.came);
  const proved = Math.abs(z) >= SURE;
  const counts = `${formatCount(recent.back, language)}/${formatCount(recent.came, language)}, ${formatCount(earlier.back, language)}/${formatCount(earlier.came, language)}`;
  const better = proved && is > was;
  const tone = better ? "good" : "neutral";
  const change = formatPoints(is - was, language);
  if (language === "zh") {
    const verdict = proved ? `，较此前 ${change}` : "，与此前相比看不出变化";
    return {
      text: `近期新客中 **${formatShare(is, "zh")}** 在首单后的下个月再次购买${verdict}。`,
      tone: proved && !better ? "warning" : tone,
      evidence: `较晚与较早两半月份的新客（不含首月）：${counts}；差异为 ${formatCount(Math.abs(z), "zh")} 个标准误。`,
    };
  }
  const verdict = proved ? `${change} against the months before` : "no proof of a change from the months before";
  return {
    text: `**${formatShare(is, "en")}** of recent newcomers bought again in the month after their first: ${verdict}.`,
    tone: proved && !better ? "warning" : tone,
    evidence: `Newcomers of the later half of the months against the earlier half, without the first: ${counts}; ${formatCount(Math.abs(z), "en")} standard errors apart.`,
  };
}

function concentration(shop: ShopProfile, { topShares, gini }: RfmSummary, language: Language): Insight | null {
  const [top] = topShares;
  if (!top || top.salesShare < CONCENTRATED || shop.customers < 100) return null;
  const [share, sales] = [formatShare(top.best, language), formatShare(top.salesShare, language)];
  const customers = formatCount(top.customers, language);
  const spread = gini === null ? "" : gini.toFixed(2);
  if (language === "zh") {
    return {
      text: `最好的 ${share} 顾客（${customers} 位）带来 **${sales}** 的销售额：流失几位就会明显影响业绩，请专人维护。`,
      tone: "warning",
      evidence: `按累计消费排序；消费的基尼系数为 ${spread}（0 为人人相同，1 为集中于一人）。`,
    };
  }
  return {
    text: `The best ${share} of customers (${customers}) bring **${sales}** of sales: losing a few of them would show, so know them by name.`,
    tone: "warning",
    evidence: `Ranked by what they have spent; Gini coefficient of spend ${spread} (0: all alike, 1: one has it all).`,
  };
}

/** A segment may say more about a country than about its customers: told when the groups differ beyond chance. */
function countryGap(shop: ShopProfile, language: Language): Insight | null {
  const best = totalOf(shop, ({ segment }) => isBest(segment)).customers;
  const gaps = shop.countries.map((group) => gapOf(group, { customers: shop.customers, best }));
  const [widest] = gaps
    .filter(({ z, difference }) => Math.abs(z) >= SURE && Math.abs(difference) >= WORTH_TELLING)
    .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference));
  if (!widest) return null;
  const country = shown(widest.country);
  const [here, there] = [formatShare(widest.here, language), formatShare(widest.there, language)];
  const customers = formatCount(widest.customers, language);
  const z = formatCount(Math.abs(widest.z), language);
  if (language === "zh") {
    return {
      text: `${country}的顾客中 **${here}** 是核心或忠诚客户，其他地区为 ${there}：不同国家请分开比较，以免优惠只流向一个市场。`,
      tone: "neutral",
      evidence: `${customers} 位顾客（按最近一单的国家）；差异为 ${z} 个标准误。得分按全店排名，不区分国家。`,
    };
  }
  return {
    text: `In ${country} **${here}** of customers are champions or loyal, elsewhere ${there}: compare within a country, or offers will favour one market.`,
    tone: "neutral",
    evidence: `${customers} customers by the country of their last order; ${z} standard errors apart. Scores rank all customers of the shop together.`,
  };
}

function gapOf(group: CountryGroup, all: { readonly customers: number; readonly best: number }) {
  const others = { customers: all.customers - group.customers, best: all.best - group.best };
  const [here, there] = [group.best / group.customers, others.best / others.customers];
  const z = twoProportionZ(group.best, group.customers, others.best, others.customers);
  return { country: group.country, customers: group.customers, here, there, difference: here - there, z };
}

function unknownBuyers({ cents, unknownCents, currency }: ShopProfile, language: Language): Insight | null {
  const share = unknownCents / (cents + unknownCents);
  if (!(share >= 0.01)) return null;
  const [part, money] = [
    formatShare(share, language),
    formatMoney(unknownCents, currency, language, { compact: true }),
  ];
  if (language === "zh") {
    return {
      text: `**${part}** 的销售额没有可识别的顾客，以上结论不包括他们。`,
      tone: "neutral",
      evidence: `合计 ${money} 的订单没有顾客编号，例如未登录下单。`,
    };
  }
  return {
    text: `**${part}** of sales has no known customer: what is said here does not cover them.`,
    tone: "neutral",
    evidence: `Orders of ${money} carry no customer, such as those of guests.`,
  };
}

/** Some segments taken together. */
function totalOf({ segments }: ShopProfile, isPart: (summary: SegmentSummary) => boolean) {
  const parts = segments.filter(isPart).filter(({ customers }) => customers > 0);
  const customers = parts.reduce((total, part) => total + part.customers, 0);
  const average = (value: (part: SegmentSummary) => number | null) => {
    const known = parts.filter((part) => value(part) !== null);
    const weight = known.reduce((total, part) => total + part.customers, 0);
    return weight > 0 ? known.reduce((total, part) => total + value(part)! * part.customers, 0) / weight : null;
  };
  return {
    customers,
    share: parts.reduce((total, part) => total + part.share, 0),
    cents: parts.reduce((total, part) => total + part.cents, 0),
    salesShare: parts.reduce((total, part) => total + part.salesShare, 0),
    recencyDays: average((part) => part.recencyDays) ?? 0,
    daysBetweenOrders: average((part) => part.daysBetweenOrders),
    chance: average((part) => part.chance),
  };
}

const WORDS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"] as const;

/** How many are champions or loyal, as a merchant would say it: "One customer in eight" where that is close, else in percent. */
function bestAre(share: number, language: Language): string {
  const n = Math.round(1 / share);
  const word = WORDS[n - 2];
  const isClose = word !== undefined && Math.abs(share * n - 1) < 0.1;
  const percent = formatShare(share, language);
  if (language === "zh")
    return `${isClose ? `每 **${n}** 位顾客中就有 1 位` : `**${percent}** 的顾客`}是核心或忠诚客户`;
  return isClose
    ? `One customer in **${word}** is a champion or loyal`
    : `**${percent}** of customers are champions or loyal`;
}

/** The last day that counts, in full. */
function lastDay({ asOf }: ShopProfile, language: Language): string {
  const day = new Date(Date.parse(`${asOf}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  return formatRange(day, day, language);
}
