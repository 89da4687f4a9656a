import { describe, expect, it } from "vitest";
import { mulberry32 } from "#numeric/mulberry32.js";
import { tableOf } from "#table/table.js";
import type { Context, TrainOptions } from "../task.js";
import { recommend } from "./recommend.js";

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1);

interface Event {
  readonly customer: string;
  readonly item: string;
  readonly at: number;
}

/** Pairs that follow each other; from a day on, another second of each pair follows the first. */
function events({ days, turn }: { days: number; turn: number }): Event[] {
  const random = mulberry32(7);
  return Array.from({ length: days }, (_, day) => day).flatMap((day) =>
    Array.from({ length: 6 }, (): Event[] => {
      const customer = `c${Math.floor(random() * 80)}`;
      const pair = Math.floor(random() * 10);
      const at = START + day * DAY;
      return [
        { customer, item: `first ${pair}`, at },
        { customer, item: `${day < turn ? "second" : "new"} ${pair}`, at: at + 3_600_000 },
      ];
    }).flat(),
  );
}

function shopOf(all: readonly Event[]): Context {
  const interactions = (customer: string) => {
    const rows = all.filter((event) => customer === "" || event.customer === customer);
    return tableOf({
      customer_id: rows.map((event) => event.customer),
      item_id: rows.map((event) => event.item),
      event: rows.map(() => "purchase"),
      occurred_at: Float64Array.from(rows, ({ at }) => at),
    });
  };
  return {
    asOf: "2026-10-01",
    currency: "EUR",
    timeZone: "UTC",
    read: async (query, parameters) =>
      query === "items" ? tableOf({ item_id: [], name: [] }) : interactions(String(parameters?.["customer"])),
  };
}

const options: TrainOptions = {
  seed: 1,
  candidate: "transition",
  progress: () => undefined,
  signal: new AbortController().signal,
};
const first = shopOf(events({ days: 60, turn: 60 }));
const later = shopOf(events({ days: 90, turn: 60 }));

describe("an update", () => {
  it("says how well the newest events are foretold before and after, and what has changed", async () => {
    const model = await recommend.train(first, options);
    const { model: renewed, evaluation } = (await recommend.renew!(model, later, options))!;
    const [before, after] = evaluation.candidates;
    expect([before!.name, after!.name, evaluation.chosen]).toEqual([
      "transition before the update",
      "transition",
      "transition",
    ]);
    expect(before!.scores[0]!.value).toBe(0); // it has never met the new items
    expect(after!.scores[0]!.value).toBeGreaterThan(0.5);
    expect(after!.scores[0]!.baseline).toBe(before!.scores[0]!.value);
    const change = (name: string) => evaluation.changes!.find((score) => score.name.startsWith(name))!;
    expect(change("items")).toMatchObject({ value: 30, baseline: 20 });
    expect(change("events")).toMatchObject({ value: 1080, baseline: 720 });
    expect(change("popularity").value).toBeGreaterThan(0.4);
    expect(change("popularity").value).toBeLessThanOrEqual(1);
    const shown = change("items shown");
    expect(shown.value).toBeGreaterThan(shown.baseline!);
    expect(evaluation.protocol.en).toContain(`The newest item of ${renewed.learned.renewal!.customers} customers`);
    expect(renewed.items.slice(0, model.items.length)).toEqual(model.items);
  });

  it("is told to the merchant in both languages, and remembered with the model", async () => {
    const model = await recommend.train(first, options);
    const { model: renewed } = (await recommend.renew!(model, later, options))!;
    const loaded = recommend.load(recommend.save(renewed));
    expect(loaded.learned).toEqual(renewed.learned);
    const answer = await recommend.predict(loaded, recommend.parse({}), later);
    expect(recommend.say(answer, "en").at(-1)!.text).toMatch(/^The update finds .* the model before found 0%|0 %/);
    expect(recommend.say(answer, "zh").at(-1)!.text).toContain("更新前");
  });

  it("is none where nothing came since, and leaves the model as it was", async () => {
    const model = await recommend.train(later, options);
    expect(await recommend.renew!(model, later, options)).toBeNull();
    expect(await recommend.update(model, later, options)).toBe(model);
  });

  it("learns from customers who did one thing only, and has nothing to measure then", async () => {
    const model = await recommend.train(first, options);
    const newcomer = { customer: "new", item: "brand new", at: START + 100 * DAY };
    const { model: renewed, evaluation } = (await recommend.renew!(
      model,
      shopOf([...events({ days: 60, turn: 60 }), newcomer]),
      options,
    ))!;
    expect(renewed.items.at(-1)).toBe("brand new");
    expect(evaluation.candidates.map(({ scores }) => scores)).toEqual([[], []]);
  });
});

describe("a split in time", () => {
  const evaluating = { ...options, budgetSeconds: 60, candidates: ["popularity", "transition"] };

  it("trains on what came before a day and foretells everything after it", async () => {
    const { evaluation } = await recommend.evaluate(later, { ...evaluating, trainBefore: "2026-03-02" }); // day 60
    expect(evaluation.protocol.en).toContain("Everything from 2026-03-02 on was kept for the test");
    const [, transition] = evaluation.candidates;
    expect(transition!.validation[0]!.value).toBeGreaterThan(0.3);
    expect(transition!.scores[0]!.value).toBeLessThan(0.5); // half of what is foretold is new by then
  });

  it("is refused where the data has no times, or brings a split", async () => {
    const table = tableOf({ customer_id: ["a", "a"], item_id: ["x", "y"] });
    const without = { ...first, read: async () => table };
    await expect(recommend.evaluate(without, { ...evaluating, trainBefore: "2026-03-02" })).rejects.toThrow(
      "a split in time needs a column occurred_at, got none",
    );
    const both = tableOf({ customer_id: ["a"], item_id: ["x"], split: ["train"], occurred_at: Float64Array.of(START) });
    await expect(
      recommend.evaluate({ ...first, read: async () => both }, { ...evaluating, trainBefore: "2026-03-02" }),
    ).rejects.toThrow("the data brings a split of its own");
  });
});
