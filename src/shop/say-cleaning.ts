import { formatCount, formatMoney } from "#charts/format.js";
import type { Insight, Language } from "#charts/insight.js";
import type { PlainTable, Section } from "#charts/page-model.js";
import type { Action } from "#clean/rule.js";
import type { CleaningReport, Example, RuleReport } from "./cleaning-report.js";

/** What looked doubtful, what is done about it and how to do something else; null when nothing is to be shown. */
export function cleaningSection(report: CleaningReport, currency: string | null, language: Language): Section | null {
  const shown = report.rules.filter(({ findings, action }) => findings > 0 && action !== "off");
  if (shown.length === 0) return null;
  const words = wordsOf[language];
  const rows = shown.reduce((sum, rule) => sum + rule.rows, 0);
  return {
    id: "cleaning",
    question: words.question,
    answer: words.answer(formatCount(rows, language), shown.length, report.rules.length),
    insights: [...effects(report, currency, language), howToChange(shown, language)],
    charts: [],
    lists: [],
    tables: [findingsTable(shown, language), examplesTable(shown, language)],
    quotes: [],
  };
}

/** In a sentence for the box that tells how good the data is; null when there is more to say. */
export function nothingDoubtful(report: CleaningReport, language: Language): string | null {
  return report.rules.every(({ findings }) => findings === 0) ? wordsOf[language].nothing(report.rules.length) : null;
}

function effects({ loaded, read }: CleaningReport, currency: string | null, language: Language): Insight[] {
  const words = wordsOf[language];
  const count = (value: number) => formatCount(value, language);
  const money = (cents: number) => formatMoney(cents, currency, language);
  const said: Insight[] = [];
  if (loaded.cents !== read.cents || loaded.lines !== read.lines) {
    said.push({
      text: words.sales(money(read.cents), count(read.orders), money(loaded.cents), count(loaded.orders)),
      tone: "neutral",
      evidence: words.salesEvidence,
    });
  }
  if (loaded.events !== read.events) {
    said.push({
      text: words.events(count(read.events), count(loaded.events), count(loaded.events - read.events)),
      tone: "neutral",
      evidence: words.eventsEvidence,
    });
  }
  return said;
}

/** With a rule as the example whose findings are only shown, if there is one. */
function howToChange(shown: readonly RuleReport[], language: Language): Insight {
  const words = wordsOf[language];
  const { rule, action, actions } = shown.find((one) => one.action === "flag") ?? shown[0]!;
  const other = actions.find((one) => one !== action && one !== "off") ?? "off";
  return { text: words.change(rule, other), tone: "neutral", evidence: words.changeEvidence };
}

function findingsTable(shown: readonly RuleReport[], language: Language): PlainTable {
  const words = wordsOf[language];
  return {
    title: words.findings,
    columns: [
      { name: words.found, kind: "text" },
      { name: words.rows, kind: "number" },
      { name: words.done, kind: "text" },
      { name: words.setting, kind: "text" },
      { name: words.others, kind: "text" },
    ],
    rows: shown.map(({ rule, title, rows, action, actions, changed, findings }) => {
      const part = words.part(formatCount(changed, language), formatCount(findings, language));
      const partly = (action === "fill" || action === "cap") && changed < findings ? part : "";
      return [
        title[language],
        formatCount(rows, language),
        words.actions[action] + partly,
        `${rule}: ${action}`,
        actions.filter((other) => other !== action).join(words.comma),
      ];
    }),
  };
}

/** The first of each rule. */
function examplesTable(shown: readonly RuleReport[], language: Language): PlainTable {
  const words = wordsOf[language];
  return {
    title: words.examples,
    columns: [words.found, words.example].map((name) => ({ name, kind: "text" })),
    rows: shown.flatMap(({ title, examples }) =>
      examples.slice(0, 1).map((example) => [title[language], words.exampleOf(example)]),
    ),
  };
}

interface Words {
  readonly question: string;
  readonly answer: (rows: string, found: number, asked: number) => string;
  readonly nothing: (asked: number) => string;
  readonly sales: (read: string, readOrders: string, loaded: string, loadedOrders: string) => string;
  readonly salesEvidence: string;
  readonly events: (read: string, loaded: string, left: string) => string;
  readonly eventsEvidence: string;
  readonly change: (rule: string, action: Action) => string;
  readonly changeEvidence: string;
  readonly findings: string;
  readonly found: string;
  readonly rows: string;
  readonly done: string;
  readonly setting: string;
  readonly others: string;
  readonly part: (changed: string, findings: string) => string;
  readonly comma: string;
  readonly examples: string;
  readonly example: string;
  readonly exampleOf: (example: Example) => string;
  readonly actions: Readonly<Record<Action, string>>;
}

const en: Words = {
  question: "What looked doubtful, and what was done about it?",
  answer: (rows, found, asked) =>
    `**${found} of ${asked}** checks found something, in **${rows}** ${rows === "1" ? "row" : "rows"}. Every row is kept as it came; what a check leaves out or puts right, it does for the answers alone.`,
  nothing: (asked) => `${asked} checks for slips, tests, bots and gaps found nothing doubtful.`,
  sales: (read, readOrders, loaded, loadedOrders) =>
    `The answers read **${read}** of sales in ${readOrders} orders; as loaded, it is ${loaded} in ${loadedOrders}.`,
  salesEvidence:
    "Sales with what is left out and put right below, against the rows as they came, which is what 'shoplens describe' counts.",
  events: (read, loaded, left) =>
    `They read **${read}** of ${loaded} events: ${left} are not people's, or cannot have happened.`,
  eventsEvidence:
    "Events with the programs, impossible days and test orders below left out, against all that were loaded.",
  change: (rule, action) =>
    `To have it otherwise, put **"cleaning": { "${rule}": "${action}" }** into shoplens.json and run again; taken out, all is as before.`,
  changeEvidence:
    "What is done is decided when rows are read, so nothing is loaded anew. flag: shown only; fill: the answers read what the check would put there; cap: the nearest usual value; drop: the answers do not read it; off: not shown.",
  findings: "What was found",
  found: "Check",
  rows: "rows",
  done: "what is done",
  setting: "in shoplens.json",
  others: "could be",
  part: (changed, findings) => `, ${changed} of ${findings}`,
  comma: ", ",
  examples: "An example of each",
  example: "where and why",
  exampleOf: ({ row, was, instead, reason }) => {
    const says = was === null ? [] : [`it says ${was}`];
    const would = instead === null ? [] : [`would be ${instead.en}`];
    return `${[row, ...says, ...would].join(", ")}: ${reason.en}`;
  },
  actions: {
    flag: "shown only",
    fill: "put right",
    cap: "capped",
    drop: "left out",
    off: "not looked at",
  },
};

const zh: Words = {
  question: "哪些数据可疑，如何处理？",
  answer: (rows, found, asked) =>
    `**${asked} 项检查中有 ${found} 项**发现可疑数据，共 **${rows}** 行。所有行均按原样保留；剔除或更正只影响分析结果所读取的数据。`,
  nothing: (asked) => `针对录入错误、测试、爬虫和缺失的 ${asked} 项检查均未发现可疑数据。`,
  sales: (read, readOrders, loaded, loadedOrders) =>
    `分析读取的销售额为 **${read}**（${readOrders} 单）；按原始数据为 ${loaded}（${loadedOrders} 单）。`,
  salesEvidence: "前者已按下表剔除和更正，后者为载入的原始数据，即“shoplens describe”所统计的。",
  events: (read, loaded, left) =>
    `分析读取 ${loaded} 个行为事件中的 **${read}** 个：其余 ${left} 个并非来自真人，或不可能发生。`,
  eventsEvidence: "已剔除下列程序、不可能的日期和测试订单，与载入的全部事件相比。",
  change: (rule, action) =>
    `如需改变处理方式，请在 shoplens.json 中加入 **"cleaning": { "${rule}": "${action}" }** 后重新运行；删去即恢复原状。`,
  changeEvidence:
    "处理方式在读取时生效，无需重新载入。flag：仅标记；fill：分析读取检查给出的值；cap：取最接近的常见值；drop：分析不读取；off：不显示。",
  findings: "发现的问题",
  found: "检查项",
  rows: "行数",
  done: "处理方式",
  setting: "shoplens.json 中的设置",
  others: "可改为",
  part: (changed, findings) => `（${findings} 项中的 ${changed} 项）`,
  comma: "、",
  examples: "各举一例",
  example: "位置与原因",
  exampleOf: ({ row, was, instead, reason }) => {
    const says = was === null ? [] : [`原值 ${was}`];
    const would = instead === null ? [] : [`应为 ${instead.zh}`];
    return `${[row, ...says, ...would].join("，")}：${reason.zh}`;
  },
  actions: { flag: "仅标记", fill: "已更正", cap: "已封顶", drop: "已剔除", off: "不检查" },
};

const wordsOf: Readonly<Record<Language, Words>> = { en, zh };
