import { describe, expect, it } from "vitest";
import { mulberry32 } from "#numeric/mulberry32.js";
import { numbers, type Table, tableOf, textAt, texts } from "#table/table.js";
import { trends } from "./trends.js";

interface Row {
  readonly unique_id: string;
  readonly ds: string;
  readonly y: number;
  readonly split?: string;
}

const WEEK = [30, 42, 38, 35, 50, 61, 20];
const DAY = 86_400_000;

function table(rows: readonly Row[]): Table {
  const hasSplit = rows.some(({ split }) => split !== undefined);
  return tableOf({
    unique_id: rows.map((row) => row.unique_id),
    ds: rows.map(({ ds }) => ds),
    y: Float64Array.from(rows, ({ y }) => y),
    ...(hasSplit && { split: rows.map(({ split }) => split ?? "train") }),
  });
}

async function evaluated(rows: readonly Row[], options: object = {}) {
  const context = { read: async () => table(rows), asOf: "1970-01-01", currency: null, timeZone: "UTC" };
  const signal = new AbortController().signal;
  return trends.evaluate(context, {
    seed: 1,
    budgetSeconds: 60,
    candidates: [],
    progress: () => undefined,
    signal,
    ...options,
  });
}

/** A noisy week, `days` to train on and 14 to be tested on. */
function series(id: string, { days = 112, seed = 1, tests = 14 } = {}): Row[] {
  const random = mulberry32(seed);
  return Array.from({ length: days + tests }, (_, t) => ({
    unique_id: id,
    ds: String(t),
    y: WEEK[t % 7]! * (0.7 + 0.6 * random()),
    split: t < days ? "train" : "test",
  }));
}

const three = [...series("a", { seed: 1 }), ...series("b", { seed: 2 }), ...series("c", { seed: 3, days: 160 })];

function predictionsOf({ predictions }: { predictions: Table }): Map<string, number[]> {
  const [id, ds] = [texts(predictions, "unique_id"), texts(predictions, "ds")];
  const columns = ["y", "lower80", "upper80", "lower95", "upper95"].map((name) => numbers(predictions, name));
  return new Map(
    Array.from({ length: predictions.rows }, (_, row) => [
      `${textAt(id, row)} ${textAt(ds, row)}`,
      columns.map((column) => column[row]!),
    ]),
  );
}

describe("evaluate trends", () => {
  it("scores both candidates beside the seasonal naive, and chooses the one that learned the week", async () => {
    const { evaluation } = await evaluated(three);
    const [naive, ets] = evaluation.candidates;
    expect(evaluation).toMatchObject({ task: "trends", chosen: "ets", better: "lower", leftOut: [] });
    expect([naive!.name, ets!.name]).toEqual(["seasonal-naive", "ets"]);
    expect(ets!.scores.map(({ name }) => name)).toEqual(["MASE", "OWA", "sMAPE", "WAPE", "coverage 80", "coverage 95"]);
    const score = (name: string) => ets!.scores.find((one) => one.name === name)!;
    expect(score("MASE").value).toBeLessThan(score("MASE").baseline!);
    expect(score("MASE").baseline).toBe(naive!.scores[0]!.value);
    expect(score("coverage 80").baseline).toBe(0.8);
    expect(ets!.validation[0]!.value).toBeLessThan(naive!.validation[0]!.value);
    expect(evaluation.protocol.en).toContain("season is 7 steps, by a Kruskal–Wallis test");
    expect(evaluation.protocol.zh).toContain("周期为 7 期");
  });

  it("keeps the simple one where nothing can be learned", async () => {
    const random = mulberry32(5);
    let level = 100;
    const walk = series("walk").map((row) => {
      level += random() - 0.5;
      return { ...row, y: level };
    });
    expect((await evaluated(walk)).evaluation.chosen).toBe("seasonal-naive");
  });

  it("predicts every test row inside its bands, the wider around the narrower", async () => {
    const predictions = predictionsOf(await evaluated(three));
    expect(predictions.size).toBe(42);
    for (const [y, lower80, upper80, lower95, upper95] of predictions.values()) {
      expect([lower95, lower80, y, upper80, upper95]).toEqual(
        [lower95, lower80, y, upper80, upper95].toSorted((a, b) => a! - b!),
      );
      expect(lower95).toBeGreaterThanOrEqual(0);
    }
  });

  it("takes series for independent and rows in any order", async () => {
    const only = { candidates: ["ets"] };
    const whole = predictionsOf(await evaluated(three, only));
    const random = mulberry32(9);
    const keyed = three.map((row) => ({ row, key: random() })).sort((a, b) => a.key - b.key);
    expect(
      predictionsOf(
        await evaluated(
          keyed.map(({ row }) => row),
          only,
        ),
      ),
    ).toEqual(new Map([...whole].toSorted(([a], [b]) => order(keyed, a) - order(keyed, b))));
    const alone = predictionsOf(await evaluated(series("b", { seed: 2 }), only));
    for (const [key, values] of alone) expect(values).toEqual(whole.get(key));
  });

  it("predicts a test row without its answer and scores the others", async () => {
    const hidden = three.map((row) => (row.split === "test" ? { ...row, y: Number.NaN } : row));
    const { evaluation, predictions } = await evaluated(hidden);
    expect(predictions.rows).toBe(42);
    expect(predictionsOf({ predictions })).toEqual(predictionsOf(await evaluated(three)));
    expect(evaluation.candidates.map(({ scores }) => scores)).toEqual([[], []]);
    const one = three.map((row, i) => (i === three.length - 1 ? { ...row, y: Number.NaN } : row));
    expect((await evaluated(one)).evaluation.candidates[1]!.scores).toHaveLength(6);
  });

  it("holds back the last four weeks of daily dates where the file says nothing", async () => {
    const rows = series("shop", { days: 140, tests: 0 }).map(({ unique_id, y }, t) => ({
      unique_id,
      y,
      ds: new Date(Date.UTC(2024, 0, 1) + t * DAY).toISOString().slice(0, 10),
    }));
    const { predictions, evaluation } = await evaluated(rows);
    expect(predictions.rows).toBe(28);
    expect(textAt(texts(predictions, "ds"), 0)).toBe("2024-04-22");
    expect(evaluation.protocol.en).toContain("because one step is a day");
  });

  it("forecasts as many steps ahead as a gap before the test asks for", async () => {
    const gap = series("a").filter(({ ds }) => Number(ds) < 112 || Number(ds) > 114);
    const whole = predictionsOf(await evaluated(series("a")));
    const after = predictionsOf(await evaluated(gap));
    expect(after.get("a 115")![0]).toBeCloseTo(whole.get("a 115")![0]!, 6);
  });

  it("makes do with missing days, short series and a series of zeros", async () => {
    const holes = series("holes").filter(({ ds, split }) => split === "test" || Number(ds) % 4 !== 1);
    const short = series("short", { days: 3, tests: 2 });
    const one = series("one", { days: 1, tests: 1 });
    const zeros = series("zeros").map((row) => ({ ...row, y: 0 }));
    const unknown = series("unknown").map((row) => (row.split === "train" ? { ...row, y: Number.NaN } : row));
    const { predictions, evaluation } = await evaluated([...holes, ...short, ...one, ...zeros, ...unknown]);
    const rows = predictionsOf({ predictions });
    expect(rows.size).toBe(14 + 2 + 1 + 14 + 14);
    expect(rows.get("zeros 112")).toEqual([0, 0, 0, 0, 0]);
    expect(rows.get("unknown 112")).toEqual([1, 2, 3, 4, 5].map(() => Number.NaN));
    expect(rows.get("short 3")![0]).toSatisfy(Number.isFinite);
    expect(evaluation.candidates[1]!.scores.find(({ name }) => name === "MASE")!.value).toSatisfy(Number.isFinite);
  });

  it("leaves out a candidate that the budget does not reach, and says so", async () => {
    const { evaluation } = await evaluated(three, { budgetSeconds: 0 });
    expect(evaluation.chosen).toBe("seasonal-naive");
    expect(evaluation.leftOut).toEqual([{ name: "ets", reason: "the budget of 0 s was spent" }]);
  });

  it("runs only the candidates asked for, beside the same baseline", async () => {
    const { evaluation } = await evaluated(three, { candidates: ["ets"], budgetSeconds: 0 });
    expect(evaluation.candidates.map(({ name }) => name)).toEqual(["ets"]);
    expect(evaluation.candidates[0]!.scores[0]!.baseline).toBeGreaterThan(0);
    await expect(evaluated(three, { candidates: ["prophet"] })).rejects.toThrow('got "prophet"');
  });

  it("stops when it is told to and tells how far it is", async () => {
    const many = Array.from({ length: 30 }, (_, i) => series(`s${i}`, { seed: i })).flat();
    const stop = new AbortController();
    const shares: number[] = [];
    const progress = (share: number) => {
      shares.push(share);
      stop.abort(new Error("enough"));
    };
    await expect(evaluated(many, { signal: stop.signal, progress })).rejects.toThrow("enough");
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
  });

  it("refuses what contradicts itself, in a sentence", async () => {
    const [first, second, ...rest] = series("a");
    const twice = [first!, { ...first!, y: 1 }, second!, ...rest];
    await expect(evaluated(twice)).rejects.toThrow("series a has two different values for 0");
    expect((await evaluated([first!, first!, second!, ...rest])).predictions.rows).toBe(14);
    const early = [{ ...first!, split: "test" }, second!, ...rest];
    await expect(evaluated(early)).rejects.toThrow("test row 0 is not after the last training row 111");
    await expect(evaluated([{ ...first!, split: "holdout" }])).rejects.toThrow('in split, got "holdout"');
    await expect(evaluated([])).rejects.toThrow("got none in 0 rows");
    const apart = [first!, { ...second!, ds: "999999" }, { ...second!, ds: "1000000", split: "test" }];
    await expect(evaluated(apart)).rejects.toThrow("from 0 to 999999 with only 2 rows");
  });
});

/** Where a series first appears among shuffled rows, then the step: the order predictions come in. */
function order(keyed: readonly { row: Row }[], key: string): number {
  const [id, step] = key.split(" ");
  return keyed.findIndex(({ row }) => row.unique_id === id) * 1e6 + Number(step);
}
