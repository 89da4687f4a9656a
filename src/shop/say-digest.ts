import { formatCount, formatDay, formatMoney } from "#charts/format.js";
import type { Insight, Language } from "#charts/insight.js";
import type { Section } from "#charts/page-model.js";
import type { Digest } from "./digest.js";

const SHOWN_DAYS = 10;

/** What changed, as the first section of a page. */
export function digestSection(digest: Digest, currency: string | null, language: Language): Section {
  const [first, ...others] = sayDigest(digest, currency, language);
  const words = wordsOf[language];
  const money = (cents: number) => formatMoney(cents, currency, language);
  const days = digest.corrected.slice(-SHOWN_DAYS).toReversed();
  return {
    id: "since",
    question: words.question(formatDay(digest.since, language)),
    answer: first?.text ?? "",
    insights: others,
    charts: [],
    lists: [],
    tables:
      days.length === 0
        ? []
        : [
            {
              title: words.correctedDays,
              columns: [
                { name: words.day, kind: "text" },
                { name: words.was, kind: "number" },
                { name: words.is, kind: "number" },
              ],
              rows: days.map(({ day, was, is }) => [formatDay(day, language), money(was), money(is)]),
            },
          ],
  };
}

/** The same in sentences, the most important first. */
export function sayDigest(digest: Digest, currency: string | null, language: Language): Insight[] {
  const words = wordsOf[language];
  const { loaded, after, before, usual, corrected, customers } = digest;
  const count = (value: number) => formatCount(value, language);
  const money = (cents: number) => formatMoney(cents, currency, language);
  const evidence = words.evidence(digest.run);
  const said: Insight[] = [
    {
      text:
        after.days > 0
          ? words.after(count(after.orders), money(after.cents), after.days) +
            (usual
              ? words.usual(count(usual.orders), money(usual.cents), usual.days)
              : words.before(count(before.orders), money(before.cents), before.days))
          : words.nothing,
      tone: "neutral",
      evidence,
    },
  ];
  const moved = corrected.reduce((sum, { was, is }) => sum + is - was, 0);
  if (corrected.length > 0) {
    said.push({
      text: words.corrected(corrected.length, money(Math.abs(moved)), Math.sign(moved)),
      tone: moved < 0 ? "warning" : "neutral",
      evidence: words.placed,
    });
  }
  if (customers.new + customers.returning > 0) {
    said.push({ text: words.customers(count(customers.new), count(customers.returning)), tone: "neutral", evidence });
  }
  if (loaded.files > 0) {
    said.push({
      text: words.loaded(loaded.files, count(loaded.rows), count(loaded.refused)),
      tone: loaded.refused > 0 ? "warning" : "neutral",
      evidence: words.files,
    });
  }
  return said;
}

const plural = (count: number | string, one: string, many: string) => `${count} ${String(count) === "1" ? one : many}`;

const wordsOf = {
  en: {
    question: (day: string) => `What has changed since ${day}?`,
    after: (orders: string, cents: string, days: number) =>
      `**${plural(orders, "order", "orders")}** worth **${cents}** in the ${days === 1 ? "day" : `${days} days`} since; `,
    before: (orders: string, cents: string, days: number) =>
      `the ${days === 1 ? "day" : `${days} days`} before brought ${orders} worth ${cents}.`,
    usual: (orders: string, cents: string, days: number) =>
      `the same ${days === 1 ? "weekday" : "weekdays"} of the four weeks before brought ${orders} worth ${cents} on average.`,
    nothing: "No later sale has come in.",
    corrected: (days: number, cents: string, sign: number) => {
      const which =
        days === 1 ? "1 earlier day was corrected: it" : `${days} earlier days were corrected: together they`;
      const be = days === 1 ? ["is", "was"] : ["are", "were"];
      if (sign === 0) return `${which} ${be[0]} worth as much as before.`;
      return `${which} ${be[0]} **${cents}** ${sign < 0 ? "lower" : "higher"} than ${days === 1 ? "it" : "they"} ${be[1]}.`;
    },
    customers: (fresh: string, back: string) =>
      `${fresh === "0" ? "Nobody" : `**${fresh}**`} bought for the first time, ${back === "0" ? "nobody" : `**${back}**`} came back.`,
    loaded: (files: number, rows: string, refused: string) =>
      `${plural(files, "file", "files")} with ${rows} rows came in; ${refused === "0" ? "none was" : `**${refused}** were`} refused.`,
    evidence: (run: number | null) =>
      `Sales less refunds by day, as they are now${run === null ? "" : `, against what run ${run} saw`}.`,
    placed:
      "A refund counts on the day the money went back; one without a date on the day of its order; a cancelled order is taken out of the day it was placed.",
    files: "Counted at the door; why rows were refused stands at the end of the page.",
    correctedDays: "Corrected days, sales less refunds",
    day: "day",
    was: "was",
    is: "is",
  },
  zh: {
    question: (day: string) => `${day}以来有哪些变化？`,
    after: (orders: string, cents: string, days: number) => `此后 ${days} 天共 **${orders}** 单，销售额 **${cents}**；`,
    before: (orders: string, cents: string, days: number) => `之前同样 ${days} 天为 ${orders} 单、${cents}。`,
    usual: (orders: string, cents: string, days: number) =>
      `前四周${days === 1 ? "同一星期几" : "相同的这几天"}平均为 ${orders} 单、${cents}。`,
    nothing: "此后没有新的销售。",
    corrected: (days: number, cents: string, sign: number) =>
      `更早的 ${days} 天被更正：合计${sign === 0 ? "不变" : `比原来${sign < 0 ? "少" : "多"} **${cents}**`}。`,
    customers: (fresh: string, back: string) =>
      `${fresh === "0" ? "没有首次购买的顾客" : `**${fresh}** 位首次购买`}，${back === "0" ? "没有回头客" : `**${back}** 位回头客`}。`,
    loaded: (files: number, rows: string, refused: string) =>
      `新载入 ${files} 个文件，共 ${rows} 行；${refused === "0" ? "没有被拒绝的行" : `拒绝 **${refused}** 行`}。`,
    evidence: (run: number | null) =>
      `按日计的销售额减退款，以当前数据为准${run === null ? "" : `，与第 ${run} 次运行相比`}。`,
    placed: "退款计入退款当日；没有日期的退款计入下单当日；取消的订单从下单当日的销售中剔除。",
    files: "入库时统计；被拒绝的原因见页尾。",
    correctedDays: "被更正的日期（销售额减退款）",
    day: "日期",
    was: "原来",
    is: "现在",
  },
} as const;
