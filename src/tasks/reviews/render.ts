import type { BarChart, Chart, DivergingChart, IntervalChart, LineChart } from "#charts/chart.js";
import type { Language } from "#charts/insight.js";
import { plainWords } from "#charts/plain-words.js";
import type { ReviewsAnswer, ShopAnswer, TextAnswer } from "./answer.js";
import { aspectWord } from "./wording.js";

/** What is praised and complained of, how opinion goes over time, and what complaints cost; or a text's words. */
export function render(answer: ReviewsAnswer, language: Language): readonly Chart[] {
  const charts =
    answer.kind === "text"
      ? [words(answer, language)]
      : [aspects(answer, language), course(answer, language), costs(answer, language)];
  return charts.filter((chart) => chart !== null);
}

function aspects({ aspects: found }: ShopAnswer, language: Language): DivergingChart | null {
  if (found.length === 0) return null;
  const zh = language === "zh";
  return {
    kind: "diverging",
    title: zh ? "顾客夸什么、抱怨什么" : "What customers praise and complain of",
    caption: zh
      ? "提到各方面的评论条数；一条评论可谈多个方面，也可有褒有贬。"
      : "Reviews that speak of each; one review may speak of several, and for and against.",
    format: { kind: "count" },
    labels: found.map(({ aspect }) => aspectWord(aspect, language)),
    left: found.map(({ complained }) => complained),
    right: found.map(({ praised }) => praised),
    names: { left: zh ? "抱怨" : "complaints", right: zh ? "夸奖" : "praise" },
  };
}

function course({ months }: ShopAnswer, language: Language): LineChart | null {
  if (months.filter(({ positiveShare }) => positiveShare !== null).length < 2) return null;
  const zh = language === "zh";
  return {
    kind: "line",
    title: zh ? "每月好评率" : "Share of positive reviews by month",
    caption: zh
      ? "没有可判断评论的月份留空；最后一个月可能未完。"
      : "A month without a review that can be judged is left open; the last may not be over.",
    format: { kind: "share" },
    x: months.map(({ month }) => month),
    actual: months.map(({ positiveShare }) => positiveShare),
  };
}

function costs({ aspects: found }: ShopAnswer, language: Language): IntervalChart | null {
  const measured = found.flatMap(({ aspect, effect }) => (effect ? [{ aspect, ...effect }] : []));
  if (measured.length === 0) return null;
  const ordered = measured.sort((a, b) => a.mean - b.mean);
  const zh = language === "zh";
  return {
    kind: "interval",
    title: zh ? "抱怨与星级" : "What complaints go with, in stars",
    caption: zh
      ? "抱怨该方面的评论与其他评论的平均星级之差，及 95% 区间；灰色表示尚无定论。"
      : "Mean stars of the reviews that complain of it less those of the others, with the 95 % range; grey: not proved.",
    format: { kind: "decimal", digits: 1 },
    labels: ordered.map(({ aspect }) => aspectWord(aspect, language)),
    values: ordered.map(({ mean }) => mean),
    lower: ordered.map(({ lower }) => lower),
    upper: ordered.map(({ upper }) => upper),
    reference: { value: 0, name: zh ? "无差别" : "no difference" },
  };
}

function words({ words: found, candidate }: TextAnswer, language: Language): BarChart | null {
  if (found.length === 0) return null;
  const zh = language === "zh";
  return {
    kind: "bar",
    title: zh ? "哪些词起了作用" : "Which words told",
    caption: zh
      ? `各词对 ${candidate} 模型判断的影响（对数几率），向右更像好评。`
      : `What each word added to the ${candidate} model's log-odds; to the right: more like praise.`,
    format: { kind: "decimal", digits: 2 },
    labels: found.map(({ text }) => plainWords(text, 40)),
    values: found.map(({ amount }) => amount),
  };
}
