import type { Chart, ColumnChart, LineChart, NumberFormat } from "#charts/chart.js";
import { formatCount, formatShare } from "#charts/format.js";
import type { Language } from "#charts/insight.js";
import type { TrendsAnswer } from "./answer.js";
import { weekdaysOf } from "./weekdays.js";
import { spanOf } from "./wording.js";

/** The days behind, the days ahead with their band, and what a week looks like where it has a shape. */
export function render(answer: TrendsAnswer, language: Language): readonly Chart[] {
  return answer.hasWeek && answer.forecast.ds.length >= 7
    ? [daily(answer, language), weekly(answer, language)]
    : [daily(answer, language)];
}

function daily(answer: TrendsAnswer, language: Language): LineChart {
  const { history, forecast, past } = answer;
  const behind = history.ds.map(() => null);
  const ahead = forecast.ds.map(() => null);
  const share = past.outcomes > 0 ? formatShare(past.held / past.outcomes, language) : null;
  const forecasts = formatCount(past.forecasts, language);
  return {
    kind: "line",
    title:
      language === "zh"
        ? `每日销售额：最近与未来 ${spanOf(answer, "zh")}`
        : `Daily sales, and the next ${spanOf(answer, "en")}`,
    caption:
      language === "zh"
        ? `阴影：十天中应有八天落在其中，宽度取自过去 ${forecasts} 次预测的误差${share ? `；事后检验，这样的区间覆盖了 ${share} 的日子` : ""}。`
        : `Shaded: where eight days in ten should fall, as wide as ${forecasts} forecasts from the past were wrong${share ? `; put to the test there, such a band held ${share} of days` : ""}.`,
    format: money(answer),
    x: [...history.ds, ...forecast.ds],
    actual: [...history.cents, ...ahead],
    expected: [...behind, ...forecast.mean],
    lower: [...behind, ...forecast.lower80],
    upper: [...behind, ...forecast.upper80],
    names:
      language === "zh"
        ? { actual: "实际", expected: "预计", band: "八成区间" }
        : { actual: "sold", expected: "expected", band: "8 in 10 days" },
  };
}

function weekly(answer: TrendsAnswer, language: Language): ColumnChart {
  const weekdays = weekdaysOf(answer, language);
  return {
    kind: "column",
    title: language === "zh" ? "未来一周的形状" : "The shape of the coming weeks",
    caption:
      language === "zh"
        ? `预测期内各星期几的平均预计销售额（${answer.form}）。`
        : `Expected sales of an average day by weekday, over the days forecast (${answer.form}).`,
    format: money(answer),
    labels: weekdays.map(({ name }) => name),
    values: weekdays.map(({ mean }) => mean),
  };
}

function money({ currency }: TrendsAnswer): NumberFormat {
  return { kind: "money", currency };
}
