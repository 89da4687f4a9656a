import { beforeAll, describe, expect, it } from "vitest";
import { reviewsOf as simulatedReviews } from "#simulate/reviews.js";
import { simulateShop } from "#simulate/simulate-shop.js";
import { type Table, tableOf, textAt, texts } from "#table/table.js";
import type { Context, EvaluateOptions, TrainOptions } from "../task.js";
import type { ShopAnswer, TextAnswer } from "./answer.js";
import { reviews } from "./reviews.js";
import type { ReviewsModel } from "./reviews-model.js";

const shop = simulateShop({ seed: 5, customers: 1500, eventsTarget: 0 });
const written = [...simulatedReviews(shop)];

interface Written {
  readonly id?: string;
  readonly text: string | null;
  readonly rating: number | null;
  readonly item?: string;
  readonly at?: number;
}

/** A shop whose queries answer from reviews. */
function shopOf(list: readonly Written[]): Context {
  const rating = Float64Array.from(list, (one) => one.rating ?? Number.NaN);
  const table = tableOf({
    review_id: list.map((one, at) => one.id ?? `r${at}`),
    item_id: list.map(({ item }) => item ?? null),
    customer_id: list.map((_, at) => `c${at}`),
    title: list.map(() => null),
    text: list.map(({ text }) => text),
    rating,
    positive: rating.map((stars) => (stars >= 4 ? 1 : stars <= 2 ? 0 : Number.NaN)),
    written_at: Float64Array.from(list, ({ at }, row) => at ?? Date.UTC(2026, 0, 1) + row * 3_600_000),
    sent_back: Float64Array.from(list, (_, row) => Number(row % 10 === 0)),
  });
  const items = tableOf({
    item_id: shop.items.map(({ itemId }) => itemId),
    name: shop.items.map(({ name }) => name),
    brand: shop.items.map(({ brand }) => brand),
    category: shop.items.map(() => null),
    orders: Float64Array.from(shop.items, () => 10),
    sent_back: Float64Array.from(shop.items, () => 1),
  });
  return {
    asOf: "2026-10-01",
    currency: "EUR",
    timeZone: "UTC",
    read: async (query) => (query === "items" ? items : table),
  };
}

const plain: Written[] = written.map(({ reviewId, text, rating, item, writtenAt }) => ({
  id: reviewId,
  text,
  rating,
  item: shop.items[item]!.itemId,
  at: writtenAt,
}));
const signal = new AbortController().signal;
const training: TrainOptions = { seed: 1, candidate: "tfidf", progress: () => undefined, signal };
const evaluating: EvaluateOptions = { seed: 1, budgetSeconds: 60, candidates: [], progress: () => undefined, signal };

let model: ReviewsModel;
beforeAll(async () => {
  model = await reviews.train(shopOf(plain.slice(0, 500)), training);
});

const judged = async (text: string, context = shopOf([])): Promise<TextAnswer> =>
  (await reviews.predict(model, reviews.parse({ text }), context)) as TextAnswer;
const read = async (list: readonly Written[], request: unknown = {}): Promise<ShopAnswer> =>
  (await reviews.predict(model, reviews.parse(request), shopOf(list))) as ShopAnswer;

describe("a text judged", () => {
  it("has a label, a chance, the words that told and what is said of what, in either language", async () => {
    const good = await judged("This product is amazing! Great value for money, and the quality is excellent.");
    expect(good).toMatchObject({ label: "positive", language: "en" });
    expect(good.words.length).toBeGreaterThan(0);
    expect(good.opinions).toContainEqual(expect.objectContaining({ aspect: "price", sentiment: "positive" }));
    const bad = await judged("质量太差了，没用几天就坏了，物流也慢");
    expect(bad).toMatchObject({ label: "negative", language: "zh" });
    expect(bad.opinions.map(({ aspect, sentiment }) => `${aspect} ${sentiment}`)).toEqual(
      expect.arrayContaining(["quality negative", "delivery negative"]),
    );
    for (const { start, end, text } of [...bad.words, ...bad.opinions])
      expect(bad.text.slice(start, end)).toContain(text);
  });

  it("names what the catalogue and patterns know", async () => {
    const { name, brand } = shop.items[0]!;
    const { entities } = await judged(`My ${name} by ${brand} in size M cost €20`);
    expect(entities.map(({ kind, text }) => [kind, text])).toEqual(
      expect.arrayContaining([
        ["product", name],
        ["brand", brand],
        ["price", "€20"],
      ]),
    );
  });

  it("is said to be beyond us where it is", async () => {
    const foreign = await judged("Sehr schöne Tasse, die Lieferung war leider nicht schnell");
    expect(foreign.language).toBe("other");
    expect(reviews.say(foreign, "en").some(({ text }) => text.includes("do not rely"))).toBe(true);
    const empty = await judged("<b></b>");
    expect(empty.label).toBe("unknown");
    expect(reviews.say(empty, "zh")[0]!.text).toContain("无法判断");
  });

  it.each([
    ["emoji only", "👍👍👍❤️"],
    ["a hundred thousand characters", "好".repeat(50_000) + " bad".repeat(12_500)],
    ["HTML", '<img src=x onerror="alert(1)"> **fine** <script>alert(2)</script>'],
    ["control characters", "\u0000\u202e\ufeff good"],
  ])("can be anything: %s", async (_, text) => {
    const answer = await judged(text);
    expect(answer.text.length).toBeLessThanOrEqual(2000);
    expect(answer.text).not.toMatch(/<script|<img/);
    for (const language of ["en", "zh"] as const) {
      expect(reviews.say(answer, language).length).toBeGreaterThan(0);
      reviews.render(answer, language);
    }
    const { error, answer: odds } = await reviews.explain(model, reviews.parse({ text }), shopOf([]));
    expect(error).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(odds)));
  });
});

describe("all reviews read", () => {
  it("agree with what their writers meant, aspect by aspect", async () => {
    const answers = await reviews.answers(model, reviews.parse({}), shopOf(plain.slice(500)));
    const said = (name: string, row: number) => (textAt(texts(answers, name), row) ?? "").split(" ");
    const tally = { both: 0, ours: 0, theirs: 0 };
    for (const [row, { aspects }] of written.slice(500).entries()) {
      const found = new Set([
        ...said("praises", row).map((aspect) => `${aspect} positive`),
        ...said("complains_of", row).map((aspect) => `${aspect} negative`),
      ]);
      const truth = aspects.map(({ aspect, sentiment }) => `${aspect} ${sentiment}`);
      const planted = [...found].filter((one) => /^(size|quality|delivery|price|colour) /.test(one));
      tally.both += truth.filter((one) => found.has(one)).length;
      tally.ours += planted.length;
      tally.theirs += truth.length;
    }
    const [precision, recall] = [tally.both / tally.ours, tally.both / tally.theirs];
    expect((2 * precision * recall) / (precision + recall)).toBeGreaterThan(0.75);
  });

  it("count, compare and quote", async () => {
    const answer = await read(plain);
    expect(answer.counts).toMatchObject({ reviews: plain.length, rated: plain.length });
    expect(answer.counts.languages.zh).toBeGreaterThan(100);
    expect(answer.counts.contrary).toBeGreaterThan(3);
    expect(answer.months.length).toBeGreaterThan(10);
    const size = answer.aspects.find(({ aspect }) => aspect === "quality")!;
    expect(size.effect!.upper).toBeLessThan(0);
    expect(answer.quotes.length).toBe(4);
    expect(answer.items[0]!.positiveShare).toBeLessThanOrEqual(answer.items.at(-1)!.positiveShare + 0.1);
    expect(answer.topics.length).toBeGreaterThan(1);
    expect(answer.bursts).toEqual([]);
    expect(reviews.say(answer, "en")[0]!.text).toMatch(/of the reviews are positive; most praise is for/);
    expect(reviews.quotes!(answer, "zh")[0]!.quotes[0]!.note).toContain("读作：");
  });

  it("of one item are those of no other", async () => {
    const item = shop.items[0]!.itemId;
    const answer = await read(plain, { item });
    expect(answer.counts.reviews).toBe(plain.filter((one) => one.item === item).length);
    expect(answer.item).toEqual({ item, name: shop.items[0]!.name });
  });

  it("tell a complaint that has just begun, with its first day and its item", async () => {
    const start = Date.UTC(2026, 6, 1);
    const usual = plain.map((one, at) => ({ ...one, at: start - (plain.length - at) * 43_200_000 }));
    const item = shop.items[3]!.itemId;
    const planted = Array.from({ length: 30 }, (_, at) => ({
      id: `new ${at}`,
      text: at % 3 === 0 ? "The colour fades already." : "True to size, but the colour fades already. What a pity.",
      rating: 2,
      item,
      at: start + at * 86_400_000,
    }));
    const [first] = (await read([...usual, ...planted])).emerging;
    expect(first).toMatchObject({ aspect: "colour", item: { item } });
    expect(first!.firstAt).toBeLessThanOrEqual(planted[1]!.at);
    expect(first!.recent.complaints).toBeGreaterThanOrEqual(30);
  });

  it("find copies and a day of too much praise", async () => {
    const copies = Array.from({ length: 8 }, (_, at) => ({
      id: `copy ${at}`,
      text: `Best shop ever, my whole family loves this wonderful product so much${"!".repeat(at)}`,
      rating: 5,
      item: shop.items[1]!.itemId,
      at: Date.UTC(2026, 5, 1, at),
    }));
    const { bursts } = await read([
      ...plain.map((one, at) => ({ ...one, at: Date.UTC(2025, 0, 1) + at * 3_600_000 })),
      ...copies,
    ]);
    expect(bursts).toContainEqual(expect.objectContaining({ kind: "copies", reviews: 8 }));
    expect(bursts).toContainEqual(expect.objectContaining({ kind: "rush", day: "2026-06-01", reviews: 8 }));
  });

  it("may lack words, stars, or both", async () => {
    const answer = await read([
      { text: null, rating: 5 },
      { text: "Lovely, great quality", rating: null },
      { text: null, rating: null },
      { text: "👍", rating: null },
      { text: "average", rating: 3 },
    ]);
    expect(answer.counts).toMatchObject({ reviews: 5, withText: 3, rated: 2 });
    expect(answer.counts.positive + answer.counts.negative).toBe(4);
    const none = await read([{ text: null, rating: null }]);
    expect(reviews.say(none, "en")[0]!.text).toContain("no **reviews to read**");
    expect(reviews.render(none, "en")).toEqual([]);
  });
});

describe("the explanation", () => {
  it("is exact, and tells what occlusion and LIME make of the same words", async () => {
    const text = "I love the colour, but the quality is terrible and delivery was late";
    const found = await reviews.explain(model, reviews.parse({ text }), shopOf([]));
    expect(found.error).toBeLessThan(1e-9);
    const views = found.others!;
    expect(views.map(({ method }) => method)).toEqual(["occlusion", "LIME"]);
    for (const { agreement, error } of views) {
      expect(agreement).toBeGreaterThan(0.6);
      expect(error).toBeGreaterThanOrEqual(0);
    }
  });
});

describe("the competition", () => {
  it("is won by a model that learned, far ahead of the majority and the list", async () => {
    const { evaluation } = await reviews.evaluate(shopOf(plain), evaluating);
    const needMore = ["textcnn", "transformer"];
    expect(evaluation.candidates.map(({ name }) => name)).toEqual(
      reviews.candidates.filter((name) => !needMore.includes(name)),
    );
    expect(evaluation.leftOut.map(({ name }) => name)).toEqual(needMore);
    for (const { reason } of evaluation.leftOut)
      expect(reason).toMatch(/^\d+ rated texts .+ at least 1000 are needed$/);
    const accuracy = (name: string) => evaluation.candidates.find((one) => one.name === name)!.scores[0]!.value;
    expect(accuracy(evaluation.chosen)).toBeGreaterThan(accuracy("lexicon") + 0.03);
    expect(accuracy("lexicon")).toBeGreaterThan(accuracy("majority"));
    expect(evaluation.protocol.en).toMatch(/oldest \d[\d,]* rated reviews/);
  });

  it("keeps a given split, judges what is held back, and scores only the rest", async () => {
    const table = (test: readonly (number | null)[]): Table =>
      tableOf({
        review_id: plain.slice(0, 200).map(({ id }) => id!),
        text: plain.slice(0, 200).map(({ text }) => text),
        positive: Float64Array.from(plain.slice(0, 200), ({ rating }, row) =>
          row >= 150 ? (test[row - 150] ?? Number.NaN) : rating! >= 4 ? 1 : 0,
        ),
        split: plain.slice(0, 200).map((_, row) => (row < 120 ? "train" : row < 150 ? "valid" : "test")),
      });
    const run = async (test: readonly (number | null)[]) =>
      reviews.evaluate({ ...shopOf([]), read: async () => table(test) }, { ...evaluating, candidates: ["tfidf"] });
    const held = await run([]);
    expect(held.evaluation.candidates[0]!.scores).toEqual([]);
    expect(held.predictions.rows).toBe(50);
    expect(Object.keys(held.predictions.columns)).toEqual(["review_id", "positive", "probability"]);
    const open = await run(Array.from({ length: 50 }, (_, at) => at % 2));
    expect(open.evaluation.candidates[0]!.scores.map(({ name }) => name)).toEqual([
      "accuracy",
      "macro F1",
      "AUC",
      "recall",
      "precision",
      "log-loss",
      "reviews/s",
    ]);
    expect(open.predictions).toEqual(held.predictions);
  });

  it("names what the budget left out, and always has an answer", async () => {
    const { evaluation } = await reviews.evaluate(shopOf(plain.slice(0, 100)), { ...evaluating, budgetSeconds: 0 });
    expect(evaluation.chosen).toBe("majority");
    const spent = evaluation.leftOut.filter(({ reason }) => reason === "the budget of 0 s was spent");
    expect(spent.map(({ name }) => name)).toEqual(["lexicon", "tfidf", "tfidf-alt", "nbsvm", "blend"]);
  });

  it("says what is wrong with a file", async () => {
    const columns = { review_id: ["a"], text: ["b"] };
    const wrong = (table: Table) => reviews.evaluate({ ...shopOf([]), read: async () => table }, evaluating);
    await expect(wrong(tableOf({ ...columns, positive: Float64Array.of(3) }))).rejects.toThrow(
      "positive must be 1, 0 or empty, got 3",
    );
    const split = { ...columns, positive: Float64Array.of(1), split: ["tomorrow"] };
    await expect(wrong(tableOf(split))).rejects.toThrow('split must be train, validation or test, got "tomorrow"');
    await expect(wrong(tableOf({ ...columns, positive: Float64Array.of(1) }))).rejects.toThrow(
      "at least 20 rated texts",
    );
  });
});
