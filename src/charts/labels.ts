import type { Language } from "./insight.js";

/** Every fixed text of the page, in each language. Numbers come in already written. */
interface Labels {
  readonly htmlLanguage: string;
  readonly listComma: string;
  /** Between two sentences. */
  readonly space: string;
  readonly inBrackets: (text: string, note: string) => string;
  readonly howWeKnow: string;
  readonly figuresAsTable: string;
  readonly noFigures: string;
  readonly measured: string;
  readonly expected: string;
  readonly range: string;
  readonly unusual: string;
  readonly from: string;
  readonly to: string;
  readonly note: string;
  readonly value: string;
  readonly inShort: string;
  readonly better: string;
  readonly worse: string;
  readonly warning: string;
  readonly howItWasChosen: string;
  readonly model: string;
  readonly validation: string;
  readonly test: string;
  readonly training: string;
  readonly prediction: string;
  readonly chosen: string;
  readonly simplest: string;
  readonly againstBaseline: string;
  readonly allScores: string;
  readonly score: string;
  readonly unit: string;
  readonly baseline: string;
  readonly higherIsBetter: string;
  readonly lowerIsBetter: string;
  readonly leftOut: string;
  readonly notAnswered: string;
  readonly dataQuality: string;
  readonly rowsRead: string;
  readonly rowsLoaded: string;
  readonly rowsRefused: string;
  readonly whyRefused: string;
  readonly withoutCustomer: string;
  readonly adjustments: string;
  readonly unconverted: string;
  readonly rows: (count: string) => string;
  readonly latestOf: (shown: string, all: string) => string;
  readonly noRefusals: string;
  readonly nothingLoaded: string;
  readonly noCurrency: string;
  readonly noPeriod: string;
  readonly madeAt: (when: string, duration: string) => string;
  readonly madeAgain: (version: string, seed: string, hash: string) => string;
  readonly ownPrivacy: string;
}

const en: Labels = {
  htmlLanguage: "en",
  listComma: ", ",
  space: " ",
  inBrackets: (text, note) => `${text} (${note})`,
  howWeKnow: "How we know",
  figuresAsTable: "Figures as a table",
  noFigures: "There are no figures to draw yet.",
  measured: "measured",
  expected: "expected",
  range: "range",
  unusual: "out of the ordinary",
  from: "from",
  to: "to",
  note: "note",
  value: "value",
  inShort: "In short",
  better: "better",
  worse: "worse",
  warning: "Worth a look:",
  howItWasChosen: "How the model was chosen",
  model: "Model",
  validation: "validation",
  test: "test",
  training: "training",
  prediction: "prediction",
  chosen: "chosen",
  simplest: "baseline",
  againstBaseline: "against the baseline (line)",
  allScores: "All scores",
  score: "Score",
  unit: "unit",
  baseline: "baseline",
  higherIsBetter: "higher is better",
  lowerIsBetter: "lower is better",
  leftOut: "Did not take part:",
  notAnswered: "What could not be answered",
  dataQuality: "How good is the data?",
  rowsRead: "rows read",
  rowsLoaded: "loaded",
  rowsRefused: "set aside",
  whyRefused: "Why rows were set aside",
  withoutCustomer: "Sold lines without a customer",
  adjustments: "Adjustments (neither sale nor refund)",
  unconverted: "Not added, for want of an exchange rate",
  rows: (count) => (count === "1" ? "1 row" : `${count} rows`),
  latestOf: (shown, all) => `The latest ${shown} of ${all}.`,
  noRefusals: "No row was refused.",
  nothingLoaded: "No row has been loaded yet.",
  noCurrency: "currency not named",
  noPeriod: "no dated rows",
  madeAt: (when, duration) => `Made on ${when} in ${duration}.`,
  madeAgain: (version, seed, hash) =>
    `Shoplens ${version}, seed ${seed}, data ${hash}: the same three give the same page.`,
  ownPrivacy: "This page is one file: it loads nothing from any network and runs no script.",
};

const zh: Labels = {
  htmlLanguage: "zh-Hans",
  listComma: "、",
  space: "",
  inBrackets: (text, note) => `${text}（${note}）`,
  howWeKnow: "依据",
  figuresAsTable: "查看数据表",
  noFigures: "暂无可绘制的数据。",
  measured: "实际",
  expected: "预计",
  range: "区间",
  unusual: "异常点",
  from: "下限",
  to: "上限",
  note: "备注",
  value: "数值",
  inShort: "要点",
  better: "好转",
  worse: "变差",
  warning: "请留意：",
  howItWasChosen: "模型如何选出",
  model: "模型",
  validation: "验证",
  test: "测试",
  training: "训练",
  prediction: "预测",
  chosen: "采用",
  simplest: "基准",
  againstBaseline: "与基准（竖线）相比",
  allScores: "全部得分",
  score: "指标",
  unit: "单位",
  baseline: "基准",
  higherIsBetter: "越高越好",
  lowerIsBetter: "越低越好",
  leftOut: "未参与：",
  notAnswered: "未能回答的问题",
  dataQuality: "数据质量如何？",
  rowsRead: "读取行数",
  rowsLoaded: "已载入",
  rowsRefused: "已隔离",
  whyRefused: "隔离原因",
  withoutCustomer: "没有顾客信息的销售行",
  adjustments: "调整项（非销售、非退款）",
  unconverted: "因缺少汇率而未计入",
  rows: (count) => `${count} 行`,
  latestOf: (shown, all) => `共 ${all} 行，仅列出最近 ${shown} 行。`,
  noRefusals: "没有被拒绝的行。",
  nothingLoaded: "尚未载入任何数据。",
  noCurrency: "未注明币种",
  noPeriod: "没有带日期的数据",
  madeAt: (when, duration) => `生成于 ${when}，用时 ${duration}。`,
  madeAgain: (version, seed, hash) => `Shoplens ${version}，随机种子 ${seed}，数据 ${hash}：三者相同，页面即相同。`,
  ownPrivacy: "本页为单个文件：不从任何网络加载内容，也不运行任何脚本。",
};

export const labels: Readonly<Record<Language, Labels>> = { en, zh };
