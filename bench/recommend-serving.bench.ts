import { setImmediate } from "node:timers/promises";
import { selfAttention } from "#models/recommend/sasrec.js";
import { sequenceRecommender } from "#models/recommend/sequence-recommender.js";
import { topItems } from "#models/recommend/top-items.js";
import { mulberry32 } from "#numeric/mulberry32.js";
import { sparseVector } from "#numeric/sparse-vector.js";
import { answersTable } from "#tasks/recommend/answers.js";

const ITEMS = 12_101;
const CUSTOMERS = 10_000;

/**
 * How fast a trained recommender answers from its saved files: one customer after the other, and everyone at once.
 * How well it was trained makes no difference to that, so one epoch must do. `npm run bench -- recommend-serving`
 */
export async function run(): Promise<void> {
  const random = mulberry32(1);
  const histories = Array.from({ length: CUSTOMERS }, () => {
    const length = 2 + Math.min(60, Math.floor(-7 * Math.log(1 - random()))); // most are short, some are long
    return Int32Array.from({ length }, () => Math.floor(random() * ITEMS));
  });
  const starts = new Int32Array(CUSTOMERS + 1);
  for (const [u, { length }] of histories.entries()) starts[u + 1] = starts[u]! + length;
  const item = new Int32Array(starts[CUSTOMERS]!);
  for (const [u, history] of histories.entries()) item.set(history, starts[u]!);
  const recommender = sequenceRecommender("sasrec", selfAttention, { epochs: 1 });
  const options = { seed: 1, signal: new AbortController().signal, progress: () => undefined };
  const trained = await recommender.fit({ customers: CUSTOMERS, items: ITEMS, starts, item }, options);
  const model = recommender.load(trained.save());

  const counts = new Int32Array(ITEMS).fill(1);
  const scores = sparseVector(ITEMS);
  const best = topItems(counts, 10);
  const milliseconds: number[] = [];
  const busy = () => process.cpuUsage().user / 1e6;
  const busyBefore = busy();
  for (const [u, history] of histories.slice(0, 1100).entries()) {
    await setImmediate();
    const began = performance.now();
    await model.score(history, scores);
    best(scores, history);
    if (u >= 100) milliseconds.push(performance.now() - began);
  }
  milliseconds.sort((a, b) => a - b);
  const quantile = (share: number) => milliseconds[Math.floor(share * milliseconds.length)]!.toFixed(2);
  console.error(`one customer's top 10 of ${ITEMS}: median ${quantile(0.5)} ms, p99 ${quantile(0.99)} ms`);
  console.error(`of processor time: ${(((busy() - busyBefore) / 1100) * 1000).toFixed(2)} ms each`);

  const ids = (count: number) => Array.from({ length: count }, (_, i) => String(i));
  const all = { k: 10, customers: ids(CUSTOMERS), items: ids(ITEMS), counts, historyOf: (u: number) => histories[u]! };
  const rates: number[] = [];
  const perProcessor: number[] = [];
  for (let round = 0; round < 3; round++) {
    const [began, busyFrom] = [performance.now(), busy()];
    await answersTable(model, all);
    rates.push(CUSTOMERS / ((performance.now() - began) / 1000));
    perProcessor.push(CUSTOMERS / (busy() - busyFrom));
  }
  console.error(
    `everyone's: ${Math.max(...rates).toFixed(0)} customers a second, ${Math.max(...perProcessor).toFixed(0)} a second of processor time (fastest of three)`,
  );
}
