import type { Chart } from "#charts/chart.js";
import type { Insight, Language } from "#charts/insight.js";
import type { Leaderboard, Page, Section } from "#charts/page-model.js";

/** A page with everything on it, invented from end to end: for looking at the page, never for judging a model. */
export function examplePage(language: Language): Page {
  const say = (english: string, chinese: string): string => (language === "zh" ? chinese : english);
  return {
    language,
    shop: say("Test shop (invented figures)", "测试店铺（虚构数据）"),
    period: { from: "2026-07-27", to: "2026-09-27" },
    currency: "EUR",
    timeZone: "Europe/Berlin",
    facts: [say("4,338 customers", "4,338 位顾客")],
    tiles: tiles(say),
    insights: insights(say),
    sections: [trends(say), profile(say), recommend(say), reviews(say)],
    missing: [
      {
        question: say("Did the marketing work?", "营销有效吗？"),
        reason: say("It needs exposures, and the shop has loaded none.", "需要曝光数据，而店铺尚未载入任何曝光。"),
      },
    ],
    quality: {
      rowsRead: 541_909,
      rowsLoaded: 538_497,
      rowsRefused: 3412,
      reasons: [
        { reason: say("no description and no price", "既无描述也无价格"), rows: 1454 },
        { reason: say("a return without an order", "退货没有对应订单"), rows: 1336 },
        { reason: 'column <b>Quantity</b>: expected a whole number, got "12x"', rows: 622 },
      ],
      rowsWithoutCustomer: 132_220,
      adjustments: 1336,
      unconverted: [{ currency: "JPY", minorUnits: 48_200, rows: 31 }],
      notes: [say("Two files overlapped; what was in both was counted once.", "两个文件有重叠，重复的部分只计一次。")],
    },
    made: {
      at: "2026-09-28T06:12:00Z",
      seed: 1,
      version: "0.0.0-test",
      dataHash: "9f2c1d5b7a3e4f60",
      seconds: 48,
      privacy: [say("E-mail addresses were replaced by pseudonyms.", "电子邮箱已替换为假名。")],
    },
  };
}

type Say = (english: string, chinese: string) => string;

/** An invented series: a weekly rhythm on a slope with a wobble that repeats run after run. */
function wave(length: number, level: number, slope: number): readonly number[] {
  return Array.from({ length }, (_, t) => {
    const weekday = [1.05, 1.1, 0.98, 1.12, 1, 0.55, 0.9][t % 7] ?? 1;
    return Math.round((level + slope * t) * weekday * (1 + 0.09 * Math.sin(t * 12.9898)));
  });
}

function tiles(say: Say): Page["tiles"] {
  return [
    {
      name: say("Sales", "销售额"),
      value: say("€92.4k", "€9.2万"),
      change: { text: say("+8.1 % on the 8 weeks before", "较前 8 周 +8.1%"), tone: "good" },
      spark: wave(28, 100, 2),
    },
    {
      name: say("Orders", "订单"),
      value: "1,996",
      change: { text: say("+5.4 %", "+5.4%"), tone: "good" },
      spark: wave(28, 90, 1),
    },
    {
      name: say("Customers who came back", "回头客比例"),
      value: say("31 %", "31%"),
      change: { text: say("−1.2 points", "−1.2 个百分点"), tone: "warning" },
      spark: wave(28, 120, -1),
    },
    {
      name: say("Average basket", "客单价"),
      value: "€46.30",
      change: { text: say("unchanged", "持平"), tone: "neutral" },
      spark: wave(28, 60, 0),
    },
  ];
}

function insights(say: Say): readonly Insight[] {
  return [
    {
      tone: "good",
      text: say(
        "The next four weeks should bring **€41k to €47k** (8 in 10 chance), 8 % more than the four weeks before.",
        "未来四周预计销售额为 **€4.1万至 €4.7万**（八成把握），比前四周高 8%。",
      ),
      evidence: say(
        "Chosen among 3 forecasts by 4 rolling tests of 28 days each; its error was 6 % below repeating last week. The band held 81 % of the tested days.",
        "从 3 个预测模型中经 4 次滚动检验（每次 28 天）选出，误差比“照抄上周”低 6%。检验中 81% 的日子落在区间内。",
      ),
    },
    {
      tone: "neutral",
      text: say(
        "377 customers worth **€18.2k** a year have not been back for 60 days.",
        "377 位顾客已 60 天未回访，他们每年贡献 **€1.8万**。",
      ),
      evidence: say(
        "Counted from 4,338 customers with at least one order; worth is what they spent in the last 365 days.",
        "基于 4,338 位至少下过一单的顾客；贡献指其最近 365 天的消费。",
      ),
    },
    {
      tone: "warning",
      text: say(
        "One in four sold lines names **no customer**: they are left out of everything about customers.",
        "四分之一的销售行**没有顾客信息**：所有顾客分析都不含这些行。",
      ),
      evidence: say("132,220 of 530,104 sold lines.", "530,104 行销售中有 132,220 行。"),
    },
  ];
}

function trends(say: Say): Section {
  const x = Array.from({ length: 84 }, (_, t) => new Date(Date.UTC(2026, 7, 3 + t)).toISOString().slice(0, 10));
  const level = wave(84, 145_000, 400);
  const actual = level.map((value, t) => (t < 56 ? value : null));
  const expected = level.map((value, t) => (t < 56 ? null : value));
  const edge = (side: number) =>
    expected.map((value, t) => (value === null ? null : value + side * (12_000 + (t - 56) * 900)));
  const chart: Chart = {
    kind: "line",
    title: say("Sales a day", "每日销售额"),
    caption: say("Red: 9 September, a day 41 % above its weekday.", "红点：9月9日，比同一星期几的平均高 41%。"),
    format: { kind: "money", currency: "EUR" },
    x,
    actual,
    expected,
    lower: edge(-1),
    upper: edge(1),
    names: {
      actual: say("sold", "实际销售"),
      expected: say("expected", "预计"),
      band: say("8 days in 10", "八成的日子"),
    },
    marks: [{ at: 37, text: say("41 % above its weekday", "比同一星期几高 41%") }],
  };
  return {
    id: "trends",
    question: say("Where is demand going?", "需求走向如何？"),
    answer: say(
      "Up: sales should grow **8 %** in the next four weeks. The band held 81 % of the days when we tested it on the past.",
      "上升：未来四周销售额预计增长 **8%**。用历史检验时，81% 的日子落在区间内。",
    ),
    insights: [],
    charts: [chart],
    lists: [],
    tables: [],
    leaderboard: board(
      "MASE",
      "lower",
      say(
        "Four rolling tests of 28 days each; nothing after a test's first day was seen.",
        "四次滚动检验，每次 28 天；检验首日之后的数据一概未见。",
      ),
      [
        ["seasonal naive", 1.285, 0.1],
        ["ETS", 1.057, 9.3],
      ],
    ),
  };
}

function profile(say: Say): Section {
  const months = ["2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09"];
  const names = say(
    "Champions,Loyal,Promising,New,Needs attention,At risk,Almost lost,Dormant",
    "重要价值,忠诚,有潜力,新客,需关注,有流失风险,即将流失,已沉睡",
  ).split(",");
  const segments: Chart = {
    kind: "bar",
    title: say("Share of sales by segment", "各顾客群销售占比"),
    caption: say(
      "Eleven named segments by recency, frequency and money; eight have customers.",
      "按最近一次消费、频率和金额划分；其中八个群有顾客。",
    ),
    format: { kind: "share" },
    labels: names,
    values: [0.41, 0.27, 0.09, 0.07, 0.08, 0.06, 0.014, 0.006],
    notes: [212, 498, 655, 811, 540, 377, 402, 843].map((count) => say(`${count} customers`, `${count} 人`)),
  };
  const cohorts: Chart = {
    kind: "heat",
    title: say("Customers who bought again", "再次购买的顾客"),
    caption: say(
      "Percent of those whose first order fell in the month on the left.",
      "首单在左侧月份的顾客中，之后各月再次购买的百分比。",
    ),
    format: { kind: "share" },
    rows: months,
    columns: months.map((_, after) => (after === 0 ? say("month 0", "当月") : `+${after}`)),
    values: months.map((_, row) =>
      months.map((_, after) => (after + row > 5 ? null : after === 0 ? 1 : 0.38 - 0.032 * after - 0.011 * row)),
    ),
  };
  const weekdays: Chart = {
    kind: "column",
    title: say("Sales by weekday", "按星期几的销售额"),
    caption: say("Sum over the eight weeks.", "八周合计。"),
    format: { kind: "money", currency: "EUR" },
    labels: say("Mon,Tue,Wed,Thu,Fri,Sat,Sun", "周一,周二,周三,周四,周五,周六,周日").split(","),
    values: [1_380_000, 1_420_000, 1_350_000, 1_510_000, 1_390_000, 640_000, 1_150_000],
  };
  const again: Chart = {
    kind: "interval",
    title: say("Who comes back within 60 days", "60 天内回访的比例"),
    caption: say(
      "Share with its 95 % range (Wilson). Grey: cannot be told from the shop's average.",
      "比例及其 95% 区间（Wilson）。灰色：与全店平均无法区分。",
    ),
    format: { kind: "share" },
    labels: [
      say("first order with a voucher", "首单使用优惠券"),
      say("first order without", "首单未用优惠券"),
      say("first order above €100", "首单超过 €100"),
    ],
    values: [0.24, 0.33, 0.31],
    lower: [0.21, 0.32, 0.27],
    upper: [0.27, 0.345, 0.355],
    reference: { value: 0.31, name: say("all customers", "全部顾客") },
  };
  return {
    id: "profile",
    question: say("Who are the customers?", "顾客是谁？"),
    answer: say(
      "One in six is a champion or loyal, and they bring **68 %** of sales.",
      "每六位顾客中有一位是重要价值或忠诚顾客，他们带来 **68%** 的销售额。",
    ),
    insights: [insights(say)[1]!],
    charts: [segments, cohorts, weekdays, again],
    lists: [],
    tables: [
      {
        title: say("The best customers", "最有价值的顾客"),
        columns: [
          { name: say("Customer", "顾客"), kind: "text" },
          { name: say("Orders", "订单"), kind: "number" },
          { name: say("Spent", "消费"), kind: "number" },
          { name: say("Last order", "最近一单"), kind: "text" },
          { name: say("Buys most", "最常购买"), kind: "text" },
        ],
        rows: [
          ["c-1f3a", "41", "€4,310.20", say("25 Sep", "9月25日"), "Linen throw, sage"],
          ["c-77d0", "38", "€3,902.75", say("21 Sep", "9月21日"), "陶瓷杯（四只装）"],
          ["<img src=x onerror=alert(1)>", "35", "€3,120.00", say("18 Sep", "9月18日"), "غطاء كتان أخضر"],
        ],
      },
    ],
  };
}

function reviews(say: Say): Section {
  const aspects: Chart = {
    kind: "diverging",
    title: say("What customers praise and complain of", "顾客夸什么、抱怨什么"),
    caption: say("Reviews that speak of each.", "提到各方面的评论条数。"),
    format: { kind: "count" },
    labels: say("size,quality,delivery,price,colour", "尺码,质量,物流,价格,颜色").split(","),
    left: [36, 11, 24, 13, 18],
    right: [44, 75, 38, 29, 36],
    names: { left: say("complaints", "抱怨"), right: say("praise", "夸奖") },
  };
  return {
    id: "reviews",
    question: say("What do the reviews say?", "评论在说什么？"),
    answer: say("**74 %** of the reviews are positive.", "评论 **74% 是好评**。"),
    insights: [],
    charts: [aspects],
    lists: [],
    tables: [],
    quotes: [
      {
        title: say("Worth reading", "值得一读"),
        quotes: [
          {
            text: "料子很舒服，颜色也好看，就是尺码偏小，买大一号。",
            marks: [
              { start: 0, end: 5, tone: "good" },
              { start: 13, end: 17, tone: "bad" },
            ],
            note: say("4 stars · Linen dress · read as: use +, size −", "4 星 · 亚麻连衣裙 · 读作：使用感受 +，尺码 −"),
          },
          {
            text: "<img src=x onerror=\"document.title='hacked'\"> ".repeat(8),
            marks: [{ start: 3, end: 30, tone: "bad" }],
            note: "<script>document.title='hacked'</script>",
          },
        ],
      },
    ],
  };
}

function recommend(say: Say): Section {
  return {
    id: "recommend",
    question: say("What will each want next?", "每位顾客接下来想买什么？"),
    answer: say(
      "Of the ten items we name, the next purchase is among them **7.9 %** of the time; the ten best sellers catch 1.1 %.",
      "我们列出的十件商品中，命中下一次购买的比例为 **7.9%**；而十大畅销品只有 1.1%。",
    ),
    insights: [],
    charts: [],
    lists: [
      {
        title: say("Customer c-1f3a · 9 orders, last 12 days ago", "顾客 c-1f3a · 9 单，最近一单在 12 天前"),
        items: [
          {
            name: "Linen throw, sage",
            reason: say("goes with the cushion bought on 3 Sep", "与 9月3日 购买的靠垫相配"),
            picture: DOT,
          },
          {
            name: say("Tea towels, set of 3", "茶巾（三条装）"),
            reason: say("bought by 4 of 10 who bought the throw", "买过盖毯的人中十有四人购买"),
          },
          {
            name: "<script>document.title='hacked'</script>",
            reason: '"><img src=x onerror="document.title=\'hacked\'">',
          },
          { name: `${"Extraordinarily-long-name-without-a-break".repeat(6)}`, reason: "غطاء كتان \u202eأخضر 🧵" },
        ],
      },
    ],
    tables: [],
    leaderboard: board(
      "NDCG@10",
      "higher",
      say(
        "The last item of each customer was held back, the one before it decided the choice; every item competes.",
        "每位顾客的最后一件商品留作测试，倒数第二件用于选择；所有商品参与排名。",
      ),
      [
        ["popularity", 0.0053, 0],
        ["cosine", 0.0391, 2.2],
        ["transition", 0.0476, 0.9],
        ["blend", 0.0491, 3.1],
      ],
    ),
  };
}

/** A green pixel. */
const DOT =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mOYdWzxfwAG5QL4w3mOWQAAAABJRU5ErkJggg==";

function board(
  score: string,
  better: Leaderboard["better"],
  protocol: string,
  results: readonly (readonly [name: string, value: number, seconds: number])[],
): Leaderboard {
  const baseline = results[0]?.[1] ?? null;
  return {
    protocol,
    better,
    rows: results.map(([name, value, seconds], at) => ({
      name,
      chosen: at === results.length - 1,
      isBaseline: at === 0,
      validation: [
        { name: score, value: value * 1.03, unit: "share", baseline: baseline === null ? null : baseline * 1.03 },
      ],
      test: [{ name: score, value, unit: "share", baseline }],
      seconds: { train: seconds, predict: seconds / 3 },
    })),
    leftOut: [{ name: "sasrec", reason: "budget spent" }],
  };
}
