import { setImmediate } from "node:timers/promises";
import { blend } from "#models/recommend/blend.js";
import { hybrid } from "#models/recommend/hybrid.js";
import type { Histories, RecommenderModel } from "#models/recommend/recommender.js";
import { recurrence } from "#models/recommend/recurrence.js";
import { selfAttention } from "#models/recommend/self-attention.js";
import { sequenceRecommender } from "#models/recommend/sequence-recommender.js";
import { topItems } from "#models/recommend/top-items.js";
import { mulberry32 } from "#numeric/mulberry32.js";
import { sparseVector } from "#numeric/sparse-vector.js";
import { answersTable } from "#tasks/recommend/answers.js";

const ITEMS = 12_101;
const CUSTOMERS = 10_000;
const WARM_UP = 100;
const ASKED = 2000;

/**
 * How fast the counted, the trained and the joined recommender answer from their saved files: one customer after the other, and
 * everyone at once. How well they were trained makes no difference to that, so one epoch must do.
 * `npm run bench -- recommend-serving`
 */
export async function run(): Promise<void> {
  const histories = someHistories();
  const options = { seed: 1, signal: new AbortController().signal, progress: () => undefined };
  const sasrec = sequenceRecommender("sasrec", async () => selfAttention, { epochs: 1 });
  const gru4rec = sequenceRecommender("gru4rec", async () => recurrence, { epochs: 1 });
  const [counted, other, trained] = [
    await blend.fit(histories, options),
    await gru4rec.fit(histories, options),
    await sasrec.fit(histories, options),
  ];
  const fitted = new Map([counted, other, trained].map((model) => [model.name, model]));
  const joined = await hybrid.fit(histories, { ...options, fitted });
  for (const [recommender, model] of [
    [blend, counted],
    [gru4rec, other],
    [sasrec, trained],
    [hybrid, joined],
  ] as const) {
    const files = model.save();
    const began = performance.now();
    const loaded = recommender.load(files);
    await loaded.score(Int32Array.of(1), sparseVector(ITEMS));
    console.error(`${loaded.name}: its first answer ${(performance.now() - began).toFixed(0)} ms after it was loaded`);
    await oneByOne(loaded, histories);
    await everyone(loaded, histories);
  }
}

/** Most are short, some are long. */
function someHistories(): Histories {
  const random = mulberry32(1);
  const starts = new Int32Array(CUSTOMERS + 1);
  for (let u = 0; u < CUSTOMERS; u++) {
    starts[u + 1] = starts[u]! + 2 + Math.min(60, Math.floor(-7 * Math.log(1 - random())));
  }
  const item = Int32Array.from({ length: starts[CUSTOMERS]! }, () => Math.floor(random() * ITEMS));
  return { customers: CUSTOMERS, items: ITEMS, starts, item };
}

const busy = () => process.cpuUsage().user / 1e6;

async function oneByOne(model: RecommenderModel, { starts, item }: Histories): Promise<void> {
  const scores = sparseVector(ITEMS);
  const best = topItems(new Int32Array(ITEMS).fill(1), 10);
  const milliseconds: number[] = [];
  const ofProcessor: number[] = [];
  for (let u = 0; u < WARM_UP + ASKED; u++) {
    await setImmediate();
    const history = item.slice(starts[u], starts[u + 1]);
    const [began, busyFrom] = [performance.now(), busy()];
    await model.score(history, scores);
    best(scores, history);
    if (u < WARM_UP) continue;
    milliseconds.push(performance.now() - began);
    ofProcessor.push(1000 * (busy() - busyFrom));
  }
  const quantiles = (times: number[]) => {
    times.sort((a, b) => a - b);
    const [median, most] = [0.5, 0.99].map((share) => times[Math.floor(share * times.length)]!.toFixed(2));
    return `median ${median} ms, p99 ${most} ms`;
  };
  console.error(
    `  one customer's top 10 of ${ITEMS}: ${quantiles(milliseconds)}; of processor time ${quantiles(ofProcessor)}`,
  );
}

async function everyone(model: RecommenderModel, { starts, item }: Histories): Promise<void> {
  const ids = (count: number) => Array.from({ length: count }, (_, i) => String(i));
  const counts = new Int32Array(ITEMS).fill(1);
  const historyOf = (u: number) => item.subarray(starts[u], starts[u + 1]);
  const all = { k: 10, customers: ids(CUSTOMERS), items: ids(ITEMS), counts, historyOf };
  const rates: number[] = [];
  const perProcessor: number[] = [];
  for (let round = 0; round < 3; round++) {
    const [began, busyFrom] = [performance.now(), busy()];
    await answersTable(model, all);
    rates.push(CUSTOMERS / ((performance.now() - began) / 1000));
    perProcessor.push(CUSTOMERS / (busy() - busyFrom));
  }
  console.error(
    `  everyone's: ${Math.max(...rates).toFixed(0)} customers a second, ${Math.max(...perProcessor).toFixed(0)} a second of processor time (fastest of three)`,
  );
}
