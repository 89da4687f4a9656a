import { formatCount, formatDay, formatMoney, formatRange, formatShare } from "#charts/format.js";
import type { Insight, Language } from "#charts/insight.js";
import type { TrendsAnswer } from "./answer.js";
import { cautions } from "./cautions.js";
import { weekdaysOf } from "./weekdays.js";
import { spanBefore, spanOf } from "./wording.js";

const SAME = 0.005; // shares that would be written as 0 %

/** Where sales are going, how far to trust it, and what to prepare for. */
export function say(answer: TrendsAnswer, language: Language): readonly Insight[] {
  return [
    headline(answer, language),
    gainOverNaive(answer, language),
    week(answer, language),
    ...cautions(answer, language),
  ].filter((insight) => insight !== null);
}

function headline(answer: TrendsAnswer, language: Language): Insight {
  const { total, before, currency } = answer;
  const span = spanOf(answer, language);
  const range = [total.lower80, total.upper80]
    .map((cents) => formatMoney(Math.round(cents), currency, language, { compact: true }))
    .join("–");
  if (total.upper80 === 0) return nothing(answer, language);
  return {
    text:
      language === "zh"
        ? `未来 ${span}预计带来 **${range}** 的销售额（八成把握）${changeOf(answer, "zh")}。`
        : `The next ${span} should bring **${range}** (8 in 10 chance)${changeOf(answer, "en")}.`,
    tone: toneOf(total, before),
    evidence: evidenceOf(answer, language),
  };
}

function nothing(answer: TrendsAnswer, language: Language): Insight {
  const span = spanOf(answer, language);
  return {
    text: language === "zh" ? `未来 ${span}预计没有销售。` : `Nothing should be sold in the next ${span}.`,
    tone: "neutral",
    evidence:
      language === "zh" ? "过去八周的同样日子都没有销售。" : "Nothing was sold on such days in the last eight weeks.",
  };
}

function toneOf(total: TrendsAnswer["total"], before: number): Insight["tone"] {
  if (total.lower80 > before) return "good";
  return total.upper80 < before ? "warning" : "neutral";
}

function changeOf(answer: TrendsAnswer, language: Language): string {
  const { total, before } = answer;
  if (!(before > 0)) return "";
  const change = total.mean / before - 1;
  const span = spanBefore(answer, language);
  const share = formatShare(Math.abs(change), language);
  if (language === "zh") {
    if (Math.abs(change) < SAME) return `，与${span}持平`;
    return `，比${span}${change > 0 ? "高" : "低"} ${share}`;
  }
  if (Math.abs(change) < SAME) return `, as much as ${span}`;
  return `, ${share} ${change > 0 ? "above" : "below"} ${span}`;
}

function evidenceOf({ form, days, past, total, currency }: TrendsAnswer, language: Language): string {
  const all = formatCount(days, language);
  const forecasts = formatCount(past.forecasts, language);
  const mean = formatMoney(Math.round(total.mean), currency, language, { compact: true });
  const held = past.outcomes > 0 ? formatShare(past.held / past.outcomes, language) : null;
  const outcomes = formatCount(past.outcomes, language);
  if (language === "zh") {
    const check = held ? `用更早日子画出的每日八成区间，事后覆盖了 ${outcomes} 个结果中的 ${held}。` : "";
    return `${form} 模型，学自 ${all} 天的销售；期望值 ${mean}。区间取自过去 ${forecasts} 次同样预测的总额误差。${check}`;
  }
  const check = held
    ? ` A daily band drawn from earlier days only held ${held} of ${outcomes} outcomes (target 80 %).`
    : "";
  return `${form} on ${all} days of sales expects ${mean}; the range is how far the totals of ${forecasts} such forecasts from the past were off.${check}`;
}

function gainOverNaive({ past, candidate, currency }: TrendsAnswer, language: Language): Insight {
  const gain = 1 - past.missed / past.missedByNaive;
  const range = formatRange(past.from, past.to, language);
  const [missed, naive] = [past.missed, past.missedByNaive].map((cents) =>
    formatMoney(Math.round(cents), currency, language, { compact: true }),
  );
  const isBetter = candidate !== "seasonal-naive" && gain > 0;
  const share = formatShare(Math.abs(gain), language);
  const forecasts = formatCount(past.forecasts, language);
  if (language === "zh") {
    return {
      text: isBetter ? `过去的预测比“照搬上周”少错 **${share}**。` : "目前没有模型能胜过“照搬上周”：请把预测当作参考。",
      tone: isBetter ? "good" : "warning",
      evidence: `${range} 每天做一次预测，共 ${forecasts} 次：平均每天偏差 ${missed}，照搬上周为 ${naive}。`,
    };
  }
  return {
    text: isBetter
      ? `Made in the past, such forecasts were **${share}** less wrong than repeating the last week.`
      : "**No model beats repeating the last week** here yet: take the forecast as a rough guide.",
    tone: isBetter ? "good" : "warning",
    evidence: `${forecasts} forecasts, one a day, ${range}: off by ${missed} a day on average, repeating the last week by ${naive}.`,
  };
}

/** Which weekdays to staff and stock for. */
function week(answer: TrendsAnswer, language: Language): Insight | null {
  const weekdays = answer.hasWeek ? weekdaysOf(answer, language) : [];
  const open = weekdays.filter(({ mean }) => mean > 0).toSorted((a, b) => b.mean - a.mean);
  const [best, worst] = [open[0], open[open.length - 1]];
  if (!(best && worst) || best === worst) return null;
  const [most, least] = [best, worst].map(({ mean }) =>
    formatMoney(Math.round(mean), answer.currency, language, { compact: true }),
  );
  const closed = weekdays.filter(({ mean }) => mean === 0).map(({ name }) => name);
  const until = formatDay(answer.forecast.ds[answer.forecast.ds.length - 1]!, language);
  if (language === "zh") {
    return {
      text: `**${best.name}**最旺，平均约 ${most}；${worst.name}最淡，约 ${least}：请据此安排人手与备货。`,
      tone: "neutral",
      evidence: `截至${until}各日期望值按星期平均（${answer.form}）。${closed.length > 0 ? `${closed.join("、")}近八周没有销售，按休息日处理。` : ""}`,
    };
  }
  return {
    text: `**${best.name}s** are strongest, about ${most} each, ${worst.name}s weakest at ${least}: staff and stock for that.`,
    tone: "neutral",
    evidence: `Expected sales by weekday until ${until} (${answer.form}).${closed.length > 0 ? ` Nothing was sold on the last eight ${closed.map((name) => `${name}s`).join(", ")}: taken to be closed.` : ""}`,
  };
}
