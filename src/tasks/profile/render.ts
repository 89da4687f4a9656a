import type { Chart } from "#charts/chart.js";
import { formatCount, formatMonth } from "#charts/format.js";
import type { Language } from "#charts/insight.js";
import type { Cohort, ProfileAnswer, SegmentSummary, ShopProfile } from "./answer.js";
import { segments } from "./segments.js";

const SHOWN_MONTHS = 12; // a year of cohorts over a year of months is what fits a phone

const texts = {
  sales: {
    title: { en: "Share of sales by segment", zh: "各客群的销售额占比" },
    caption: {
      en: "Sales to known customers. A segment is made of how recently, how often and how much its customers bought, each in fifths of all customers.",
      zh: "仅含可识别的顾客。客群按最近购买时间、购买次数和消费金额划分，每项把全部顾客分成五等份。",
    },
  },
  cohorts: {
    title: { en: "Customers who bought again, by month of first order", zh: "按首单月份统计的复购顾客占比" },
    caption: {
      en: "Of the customers whose first order fell in a month (their number after it), the share who bought in the months after. Those of the first month of data may have ordered before.",
      zh: "每行是首单在该月的顾客（括号内为人数），各列是之后各月仍有购买的占比。数据起始月的顾客可能早已下过单。",
    },
    open: { en: " The running month is left out.", zh: "未结束的当月不计入。" },
  },
  customers: { en: "customers", zh: "位顾客" },
} as const;

/** The shop's segments and cohorts as charts; one customer is told in sentences. */
export function render(answer: ProfileAnswer, language: Language): readonly Chart[] {
  if (answer.kind !== "shop" || answer.customers === 0) return [];
  return [...salesBySegment(answer, language), ...retention(answer, language)];
}

function salesBySegment({ segments: all }: ShopProfile, language: Language): Chart[] {
  const shown = all.filter(({ segment, customers }) => customers > 0 && segment !== "prospects");
  const note = ({ customers }: SegmentSummary) =>
    `${formatCount(customers, language)}${language === "en" ? " " : ""}${texts.customers[language]}`;
  return [
    {
      kind: "bar",
      title: texts.sales.title[language],
      caption: texts.sales.caption[language],
      format: { kind: "share" },
      labels: shown.map(({ segment }) => segments[segment].name[language]),
      values: shown.map(({ salesShare }) => salesShare),
      notes: shown.map(note),
    },
  ];
}

function retention({ cohorts, lastMonthOpen }: ShopProfile, language: Language): Chart[] {
  const closed = closedCohorts(cohorts, lastMonthOpen).slice(-SHOWN_MONTHS);
  const months = Math.min(SHOWN_MONTHS, Math.max(0, ...closed.map(({ active }) => active.length - 1)));
  if (months === 0) return [];
  const { title, caption, open } = texts.cohorts;
  return [
    {
      kind: "heat",
      title: title[language],
      caption: caption[language] + (lastMonthOpen ? open[language] : ""),
      format: { kind: "share" },
      rows: closed.map(({ month, active }) => `${formatMonth(month, language)} (${formatCount(active[0]!, language)})`),
      columns: Array.from({ length: months }, (_, i) => `+${i + 1}`),
      values: closed.map(({ active }) =>
        Array.from({ length: months }, (_, i) => (i + 1 < active.length ? active[i + 1]! / active[0]! : null)),
      ),
    },
  ];
}

/** Cohorts that have been followed for at least one whole month after the first, without the month still going on. */
export function closedCohorts(cohorts: readonly Cohort[], lastMonthOpen: boolean): Cohort[] {
  return cohorts
    .map(({ month, active }) => ({ month, active: lastMonthOpen ? active.slice(0, -1) : active }))
    .filter(({ active }) => active.length > 1);
}
