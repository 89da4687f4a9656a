import { formatCount, formatDay, formatShare } from "#charts/format.js";
import type { Insight, Language } from "#charts/insight.js";
import type { TrendsAnswer } from "./answer.js";

const FEW_DAYS = 91;
const TWO_YEARS = 730;
const LOOSE = 0.1; // below the target; overlapping forecasts make less of a gap chance
const OUTCOMES_TO_JUDGE = 100;

type Words = Readonly<Record<Language, Pick<Insight, "text" | "evidence">>>;

/** What a merchant should know before leaning on the forecast; none when all is well. */
export function cautions(answer: TrendsAnswer, language: Language): readonly Insight[] {
  return [silence(answer, language), unfinished(answer, language), looseBand(answer, language), age(answer, language)]
    .filter((words) => words !== null)
    .map(({ tone, words }) => ({ tone, ...words[language] }));
}

interface Caution {
  readonly tone: Insight["tone"];
  readonly words: Words;
}

function silence({ silentDays }: TrendsAnswer, language: Language): Caution | null {
  if (silentDays === 0) return null;
  const days = formatCount(silentDays, language);
  return {
    tone: "warning",
    words: {
      en: {
        text: `The last **${days} days** hold no sales, longer than ever before: load the missing orders, or the forecast is late.`,
        evidence: "They were taken for days not loaded yet, not for days without demand.",
      },
      zh: {
        text: `最近 **${days} 天**没有任何销售，比以往任何一次都长：请补充缺少的订单，否则预测会滞后。`,
        evidence: "这些日子按“尚未导入”处理，而不是当作没有需求。",
      },
    },
  };
}

function unfinished({ unfinishedDay }: TrendsAnswer, language: Language): Caution | null {
  if (unfinishedDay === null) return null;
  const day = formatDay(unfinishedDay, language);
  return {
    tone: "neutral",
    words: {
      en: {
        text: `**${day}** looks unfinished and was left out.`,
        evidence: "Its last sale came earlier in the day than on each of the twenty selling days before.",
      },
      zh: {
        text: `**${day}** 的数据似乎不完整，未用于预测。`,
        evidence: "当天最后一笔销售早于此前二十个有销售的日子。",
      },
    },
  };
}

function looseBand({ past }: TrendsAnswer, language: Language): Caution | null {
  const held = past.held / past.outcomes;
  if (past.outcomes < OUTCOMES_TO_JUDGE || held >= 0.8 - LOOSE) return null;
  const share = formatShare(held, language);
  const outcomes = formatCount(past.outcomes, language);
  return {
    tone: "warning",
    words: {
      en: {
        text: `Sales have become wilder: a band meant for 80 % of days held only **${share}** of the recent ones. Expect surprises.`,
        evidence: `${outcomes} outcomes of forecasts from the later half of the past, against a band drawn from the earlier half.`,
      },
      zh: {
        text: `销售波动变大：本应覆盖 80% 日子的区间，近期只覆盖了 **${share}**。请留有余地。`,
        evidence: `用较早一半的预测画出区间，在较晚一半的 ${outcomes} 个结果上检验。`,
      },
    },
  };
}

function age({ days }: TrendsAnswer, language: Language): Caution | null {
  if (days >= TWO_YEARS) return null;
  const all = formatCount(days, language);
  const isYoung = days < FEW_DAYS;
  return {
    tone: isYoung ? "warning" : "neutral",
    words: {
      en: {
        text: isYoung
          ? `Only **${all} days** of sales so far: the range rests on little.`
          : "It cannot know the **time of year**: Christmas, holidays and sales days are not in it.",
        evidence: `${all} days of sales; a week is learned from a few months, a year only once it has been seen twice.`,
      },
      zh: {
        text: isYoung
          ? `目前只有 **${all} 天**的销售数据，区间依据有限。`
          : "模型还不了解**年度节奏**：节假日与大促不在其中。",
        evidence: `共 ${all} 天销售；一周的规律几个月就能学到，一年的规律至少要见过两次。`,
      },
    },
  };
}
