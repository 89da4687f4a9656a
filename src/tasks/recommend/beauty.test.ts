import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import type { Evaluation } from "#measure/score.js";
import { tableOf } from "#table/table.js";
import { recommend } from "./recommend.js";

/*
 * Amazon Beauty (5-core, as prepared for S3-Rec): 22,363 customers, 12,101 items, 198,502 events. The expected figures
 * were computed once by other programs under the same protocol; ±.0005 leaves room for the order of adding up.
 */
const file = `${process.env["SHOPLENS_DATA"] ?? "../shared/data"}/beauty/events.csv.gz`;
const absent = !existsSync(file);
if (absent) console.error(`skipped: ${file} is not here (SHOPLENS_DATA names another place)`);

describe.skipIf(absent)("the recommenders on Amazon Beauty", () => {
  let evaluation: Evaluation;

  beforeAll(async () => {
    const lines = gunzipSync(readFileSync(file)).toString().trim().split("\n").slice(1);
    const rows = lines.map((line) => line.split(","));
    const table = tableOf({ customer_id: rows.map(([id]) => id!), item_id: rows.map(([, id]) => id!) });
    const context = { read: async () => table, asOf: "2014-01-02", currency: null, timeZone: "UTC" };
    ({ evaluation } = await recommend.evaluate(context, {
      seed: 1,
      budgetSeconds: 600,
      candidates: ["popularity", "cosine", "bm25", "transition", "blend"],
      progress: () => undefined,
      signal: new AbortController().signal,
    }));
  }, 300_000); // 15 s alone; the machine may be busy

  it.each([
    ["popularity", 0.011, 0.0053, 0.2829, 0.1482],
    ["cosine", 0.0643, 0.0391, 0.4043, 0.2711],
    ["bm25", 0.0604, 0.034, 0.3005, 0.2287],
    ["transition", 0.0758, 0.0476, 0.3099, 0.2395],
    ["blend", 0.0786, 0.0491, 0.4087, 0.2813],
  ])("%s reaches HR@10 %d and NDCG@10 %d, among 100 negatives %d and %d", (name, ...expected) => {
    const { scores } = evaluation.candidates.find((candidate) => candidate.name === name)!;
    const shares = scores.slice(0, 4);
    expect(shares.map((score) => score.name)).toEqual(["HR@10", "NDCG@10", "sampled HR@10", "sampled NDCG@10"]);
    for (const [at, { value }] of shares.entries()) expect(Math.abs(value - expected[at]!)).toBeLessThan(0.0005);
  });

  it("says how sure each share is, and what it does not tell", () => {
    const { scores } = evaluation.candidates.find(({ name }) => name === "blend")!;
    const [low, high] = scores[0]!.interval!;
    expect(low).toBeLessThan(scores[0]!.value - 0.002);
    expect(high).toBeGreaterThan(scores[0]!.value + 0.002);
    expect(high - low).toBeLessThan(0.009); // 2 · 1.96 · √(.0785 · .9215 / 22,363) = .0071
    const others = Object.fromEntries(scores.slice(4).map((score) => [score.name, score]));
    expect(others["coverage@10"]!.value).toBeGreaterThan(100 * others["coverage@10"]!.baseline!);
    expect(others["ARP@10"]!.value).toBeLessThan(others["ARP@10"]!.baseline!);
    expect(others["novelty@10"]!.value).toBeGreaterThan(others["novelty@10"]!.baseline!);
    expect(others["APLT@10"]).toMatchObject({ baseline: 0 });
  });

  it("states popularity's score beside every other's", () => {
    const [popularity, ...others] = evaluation.candidates;
    for (const { scores } of others) {
      expect(scores.map(({ baseline }) => baseline)).toEqual(popularity!.scores.map(({ value }) => value));
    }
  });

  it("chooses the blend, on validation", () => {
    expect(evaluation.chosen).toBe("blend");
    const hitRates = evaluation.candidates.map(({ validation }) => validation[0]!.value);
    expect(Math.max(...hitRates)).toBe(hitRates[4]);
  });

  it("trains the blend and ranks every item for every customer in under half a minute", () => {
    const { train, predict } = evaluation.candidates[4]!.seconds;
    expect(train + predict).toBeLessThan(30);
  });
});
