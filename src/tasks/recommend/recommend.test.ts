import { describe, expect, it } from "vitest";
import { mulberry32 } from "#numeric/mulberry32.js";
import { numbers, type Table, tableOf, textAt, texts } from "#table/table.js";
import type { Context, EvaluateOptions, TrainOptions } from "../task.js";
import type { RecommendAnswer } from "./answer.js";
import { recommend } from "./recommend.js";

type Row = readonly [customer: string, item: string, day: string];

/** A shop whose queries answer from rows. */
function shopOf(rows: readonly Row[], names: Readonly<Record<string, string>> = {}): Context {
  const interactions = (customer: string): Table => {
    const chosen = rows.filter(([of]) => customer === "" || of === customer);
    return tableOf({
      customer_id: chosen.map(([of]) => of),
      item_id: chosen.map(([, item]) => item),
      event: chosen.map(() => "purchase"),
      occurred_at: Float64Array.from(chosen, ([, , day]) => Date.parse(`${day}T12:00:00Z`)),
    });
  };
  const items = tableOf({ item_id: Object.keys(names), name: Object.values(names) });
  return {
    asOf: "2026-10-01",
    currency: "EUR",
    timeZone: "UTC",
    async read(query, parameters) {
      if (query === "items") return items;
      return query === "interactions" ? interactions(String(parameters?.["customer"])) : tableOf({});
    },
  };
}

/** Whoever buys a pen buys ink next; everyone has the mug. */
const stationery = shopOf(
  [
    ...["a", "b", "c"].flatMap((customer): Row[] => [
      [customer, "mug", "2026-08-01"],
      [customer, "pen", "2026-09-01"],
      [customer, "ink", "2026-09-02"],
    ]),
    ["d", "mug", "2026-08-03"],
    ["d", "pen", "2026-09-03"],
    ["e", "lonely", "2026-09-04"],
  ],
  { pen: "Fountain pen", ink: "Blue ink", mug: "<b>**Mug**</b>", lonely: "Lonely" },
);

const signal = new AbortController().signal;
const training: TrainOptions = { seed: 1, candidate: "blend", progress: () => undefined, signal };
const evaluating: EvaluateOptions = {
  seed: 1,
  budgetSeconds: 60,
  candidates: [],
  progress: () => undefined,
  signal,
};

async function ask(request: unknown, context = stationery): Promise<RecommendAnswer> {
  return recommend.predict(await recommend.train(context, training), recommend.parse(request), context);
}

describe("a recommendation", () => {
  it("offers what others took next, with the past item that speaks for it and when it was bought", async () => {
    const answer = await ask({ customer: "d" });
    expect(answer.kind).toBe("known");
    expect(answer.lastItems.map(({ name }) => name)).toEqual(["Fountain pen", "<b>**Mug**</b>"]);
    const [first] = answer.items;
    expect(first).toMatchObject({ item: "ink", name: "Blue ink", customers: 3 });
    expect(first!.reasons[0]).toMatchObject({ name: "Fountain pen", at: Date.parse("2026-09-03T12:00:00Z") });
    expect(first!.reasons.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it("never offers what the customer has", async () => {
    const answer = await ask({ customer: "d", k: 100 });
    expect(answer.items.map(({ item }) => item)).toEqual(["ink", "lonely"]);
  });

  it("shows a stranger what most customers have, and says so", async () => {
    const answer = await ask({ customer: "nobody" });
    expect(answer.kind).toBe("stranger");
    expect(answer.items.map(({ item }) => item).slice(0, 2)).toEqual(["mug", "pen"]);
    expect(answer.items.every(({ score, reasons }) => score === 0 && reasons.length === 0)).toBe(true);
    expect(recommend.say(answer, "en")[0]!.text).toContain("We do not know customer nobody yet");
    expect(recommend.say(answer, "zh")[0]!.text).toContain("还不了解顾客 nobody");
    expect(recommend.lists!(answer, "en")[0]!.items[0]!.reason).toBe("popular: 4 customers have bought it");
  });

  it("stands in with a customer of usual history where nobody is named", async () => {
    const answer = await ask({});
    expect([answer.chosenBy, answer.customer]).toEqual(["example", "c"]);
  });

  it("speaks in both languages, with evidence, and without marks of emphasis from the data", async () => {
    const answer = await ask({ customer: "d" });
    expect(recommend.say(answer, "en")[0]).toMatchObject({
      text: "Show customer d **Blue ink** first: it goes with Fountain pen, which they bought on 3 Sep 2026.",
      tone: "good",
    });
    expect(recommend.say(answer, "en")[0]!.evidence).toContain("from 12 purchases of 5 customers");
    expect(recommend.say(answer, "zh")[0]!.text).toContain("首推 **Blue ink**——2026年9月3日买过“Fountain pen”");
    expect(recommend.say(answer, "en").some(({ text }) => text.includes("**1 of the 2**"))).toBe(true);
    expect(recommend.lists!(answer, "en")[0]!.title).toBe("Customer d · last: Fountain pen, <b>Mug</b>");
  });

  it("draws the strength of each item and what it rests on", async () => {
    const [strengths, influences] = recommend.render(await ask({ customer: "d" }), "en");
    expect(strengths).toMatchObject({ kind: "bar", labels: ["Blue ink"], values: [1] });
    if (influences?.kind !== "bar") throw new TypeError("expected bars");
    expect(influences.labels[0]).toBe("Fountain pen");
    expect(influences.values.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(recommend.render(await ask({ customer: "nobody" }), "zh")).toEqual([]);
  });

  it("refuses a request it cannot answer", () => {
    expect(() => recommend.parse({ k: 0 })).toThrow();
    expect(() => recommend.parse({ k: 101 })).toThrow();
    expect(() => recommend.parse({ customer: "" })).toThrow();
    expect(recommend.parse({ k: "7" })).toEqual({ k: 7, slot: "for-you", stock: "in", bought: "exclude" });
  });
});

describe("the explanation", () => {
  it("adds up to the score, each past item with its own amount", async () => {
    const model = await recommend.train(stationery, training);
    const found = await recommend.explain(model, recommend.parse({ customer: "d" }), stationery);
    expect(found.subject).toBe("the score of Blue ink for customer d");
    expect(found.contributions.map(({ feature }) => feature)).toEqual([
      "<b>Mug</b>, 3 Aug 2026",
      "Fountain pen, 3 Sep 2026",
    ]);
    expect(found.error).toBeLessThan(1e-12);
    expect(found.answer).toBeGreaterThan(0);
    const scored = await recommend.predict(model, recommend.parse({ customer: "d" }), stationery);
    expect(found.answer).toBe(scored.items[0]!.score);
  });

  it("agrees with occlusion: without the oldest event the score falls by its amount", async () => {
    const model = await recommend.train(stationery, training);
    const found = await recommend.explain(model, recommend.parse({ customer: "d" }), stationery);
    const penOnly = shopOf([["d", "pen", "2026-09-03"]]);
    const without = await recommend.explain(model, recommend.parse({ customer: "d" }), penOnly);
    expect(found.answer - without.answer).toBeCloseTo(found.contributions[0]!.amount, 12);
  });

  it("has nothing to explain to a stranger, and is still exact", async () => {
    const model = await recommend.train(stationery, { ...training, candidate: "popularity" });
    const found = await recommend.explain(model, recommend.parse({ customer: "nobody" }), stationery);
    expect(found).toMatchObject({ baseline: 4, answer: 4, contributions: [], error: 0 });
  });
});

describe("a model", () => {
  it("answers the same after it was saved and loaded", async () => {
    const model = await recommend.train(stationery, training);
    const loaded = recommend.load(recommend.save(model));
    const request = recommend.parse({ customer: "d" });
    expect(await recommend.predict(loaded, request, stationery)).toEqual(
      await recommend.predict(model, request, stationery),
    );
  });

  it("takes in new customers and new items when it is updated, and keeps the numbers of the old", async () => {
    const model = await recommend.train(stationery, training);
    const later = shopOf([
      ["f", "pen", "2026-09-20"],
      ["f", "paper", "2026-09-21"],
      ["d", "pen", "2026-09-22"],
    ]);
    const updated = await recommend.update(model, later, training);
    expect(updated.items).toEqual([...model.items, "paper"]);
    const answer = await recommend.predict(updated, recommend.parse({ customer: "d" }), later);
    expect(answer.items[0]!.item).toBe("paper");
  });

  it("is not disturbed by an item that came after it was trained", async () => {
    const model = await recommend.train(stationery, training);
    const later = shopOf([
      ["d", "pen", "2026-09-03"],
      ["d", "brand new", "2026-09-22"],
    ]);
    const answer = await recommend.predict(model, recommend.parse({ customer: "d" }), later);
    expect(answer.lastItems[0]!.item).toBe("brand new");
    expect(answer.items[0]!.item).toBe("ink");
    expect((await recommend.answers(model, recommend.parse({}), later)).rows).toBeGreaterThan(0);
  });

  it("gives an answer for everyone, ranked, without what they have", async () => {
    const model = await recommend.train(stationery, training);
    const table = await recommend.answers(model, recommend.parse({ k: 2 }), stationery);
    const rows = Array.from({ length: table.rows }, (_, row) =>
      [
        textAt(texts(table, "customer_id"), row),
        numbers(table, "rank")[row],
        textAt(texts(table, "item_id"), row),
        numbers(table, "score")[row]! > 0,
      ].join(" "),
    );
    expect(rows).toEqual([
      "a 1 lonely false",
      "b 1 lonely false",
      "c 1 lonely false",
      "d 1 ink true",
      "d 2 lonely false",
      "e 1 mug false",
      "e 2 pen false",
    ]);
  });

  it("cannot be trained on nothing, or by an unknown name", async () => {
    await expect(recommend.train(shopOf([]), training)).rejects.toThrow("at least one customer with an item");
    await expect(recommend.evaluate(shopOf([]), evaluating)).rejects.toThrow("at least one customer with an item");
    await expect(recommend.train(stationery, { ...training, candidate: "oracle" })).rejects.toThrow(
      'candidate must be one of popularity, cosine, bm25, transition, blend, ease, ials, gru4rec, caser, sasrec, hybrid, got "oracle"',
    );
  });
});

describe("the competition", () => {
  /** In 30 pairs of items the second follows the first; each customer goes through six pairs in their own order. */
  const random = mulberry32(11);
  const planted = shopOf(
    Array.from({ length: 400 }, (_, u) =>
      Array.from({ length: 6 }, () => Math.floor(random() * 30)).flatMap((pair): Row[] => [
        [`customer ${u}`, `first ${pair}`, "2026-09-01"],
        [`customer ${u}`, `second ${pair}`, "2026-09-01"],
      ]),
    ).flat(),
  );

  it("is won by a model that knows what follows, which beats popularity on the test", async () => {
    const { evaluation } = await recommend.evaluate(planted, evaluating);
    expect(evaluation.candidates.map(({ name }) => name)).toEqual([
      "popularity",
      "cosine",
      "bm25",
      "transition",
      "blend",
      "ease",
      "ials",
    ]);
    const winner = evaluation.candidates.find(({ name }) => name === evaluation.chosen)!;
    const [hitRate] = winner.scores;
    expect(hitRate!.name).toBe("HR@10");
    expect(hitRate!.value).toBeGreaterThan(0.5);
    expect(hitRate!.value).toBeGreaterThan(2 * hitRate!.baseline!);
    const tooFew = "3600 events follow another, at least 10000 are needed";
    expect(evaluation.leftOut).toEqual(
      ["gru4rec", "caser", "sasrec", "hybrid"].map((name) => ({ name, reason: tooFew })),
    );
    expect(evaluation.protocol.en).toMatch(/taken again, as \d+ % of those in the test were/);
  });

  it("names what the budget left out, and always has an answer", async () => {
    const { evaluation } = await recommend.evaluate(planted, { ...evaluating, budgetSeconds: 0 });
    expect(evaluation.chosen).toBe("popularity");
    expect(evaluation.leftOut.filter(({ reason }) => reason === "the budget of 0 s was spent")).toMatchObject(
      ["cosine", "bm25", "transition", "blend", "ease", "ials"].map((name) => ({ name })),
    );
  });

  it("keeps to the candidates asked for, and measures them against popularity all the same", async () => {
    const { evaluation } = await recommend.evaluate(planted, {
      ...evaluating,
      candidates: ["transition"],
      budgetSeconds: 0,
    });
    expect(evaluation.candidates.map(({ name }) => name)).toEqual(["transition"]);
    expect(evaluation.candidates[0]!.scores[0]!.baseline).toBeGreaterThan(0);
    await expect(recommend.evaluate(planted, { ...evaluating, candidates: ["oracle"] })).rejects.toThrow("oracle");
  });

  it("stops when it is told to", async () => {
    const stop = new AbortController();
    const running = recommend.evaluate(planted, {
      ...evaluating,
      signal: stop.signal,
      progress: () => stop.abort(new Error("enough")),
    });
    await expect(running).rejects.toThrow("enough");
  });

  it("predicts the test rows whose answer is held back, and scores only the others", async () => {
    const rows = [
      ["a", "x", "train"],
      ["a", "y", "train"],
      ["b", "x", "train"],
      ["b", "y", "valid"],
      ["c", "x", "train"],
      ["c", null, "test"],
      ["b", "z", "test"],
      ["d", null, "test"],
      ["d", "z", "train"],
    ] as const;
    const table = tableOf({
      customer_id: rows.map(([customer]) => customer),
      item_id: rows.map(([, item]) => item),
      split: rows.map(([, , split]) => split),
    });
    const context = { ...planted, read: async () => table };
    const { evaluation, predictions } = await recommend.evaluate(context, evaluating);
    expect(evaluation.protocol.en).toContain("The data's own split was kept");
    expect(evaluation.candidates[0]!.scores[0]).toMatchObject({ name: "HR@10", value: 1 }); // of three items there are
    const predicted = new Set(texts(predictions, "customer_id").codes);
    expect([...predicted].map((code) => texts(predictions, "customer_id").words[code])).toEqual(["b", "c", "d"]);
  });
});
