import { describe, expect, it } from "vitest";
import { mulberry32 } from "#numeric/mulberry32.js";
import { tableOf } from "#table/table.js";
import type { Context, TrainOptions } from "../task.js";
import type { TextAnswer } from "./answer.js";
import { reviews } from "./reviews.js";

const brands = ["青禾", "北辰", "山海居", "木一"];
const products = ["马克杯", "羊毛毯", "台灯", "双肩包"];
const around = ["收到，", "用了几天，花了85元，", "送给妈妈", "还行！", "，推荐"];

/** Sentences in which a brand and its product stand, in the columns of CoNLL. */
function labels(count: number): string {
  const random = mulberry32(3);
  const one = (from: readonly string[]) => from[Math.floor(random() * from.length)]!;
  const marked = (text: string, kind: string) =>
    Array.from(text, (sign, at) => `${sign} ${kind === "" ? "O" : `${at === 0 ? "B" : "I"}-${kind}`}`);
  return Array.from({ length: count }, () =>
    [
      ...marked(one(around), ""),
      ...marked(one(brands), "maker"),
      ...marked(one(products), "product"),
      ...marked(one(around), ""),
    ].join("\n"),
  ).join("\n\n");
}

/** A shop of forty plain reviews that has taught names. */
function shopThatTeaches(content: string | null): Context {
  const texts = Array.from({ length: 40 }, (_, at) => `${at % 2 === 0 ? "质量很好，喜欢" : "太差了，坏了"} ${at}`);
  const table = tableOf({
    review_id: texts.map((_, at) => `r${at}`),
    text: texts,
    positive: Float64Array.from(texts, (_, at) => Number(at % 2 === 0)),
  });
  const none = new Float64Array(0);
  const items = tableOf({ item_id: [], name: [], brand: [], category: [], orders: none, sent_back: none });
  return {
    ...{ asOf: "2026-10-01", currency: null, timeZone: "UTC" },
    read: async (query) => (query === "items" ? items : table),
    given: content === null ? {} : { entities: { path: "labels.conll", text: () => content } },
  };
}

const training: TrainOptions = {
  ...{ seed: 1, candidate: "tfidf", progress: () => undefined },
  signal: new AbortController().signal,
};

describe("names that a shop has taught", () => {
  const context = shopThatTeaches(labels(120));
  const text = "北辰双肩包用了几天，花了199元，推荐";

  it("are found in a text, beside what patterns find, before and after the model was saved", async () => {
    const model = await reviews.train(context, training);
    for (const one of [model, reviews.load(reviews.save(model))]) {
      const answer = (await reviews.predict(one, reviews.parse({ text }), context)) as TextAnswer;
      expect(answer.entities.map((entity) => `${entity.kind} ${entity.text}`)).toEqual([
        "maker 北辰",
        "product 双肩包",
        "price 199元",
      ]);
      for (const { start, end, text: name } of answer.entities) expect(answer.text.slice(start, end)).toBe(name);
      expect(answer.taught).toMatchObject({ texts: 120 });
      expect(answer.taught!.measured!.f1).toBeGreaterThan(0.9);
      expect(reviews.say(answer, "en").map((insight) => insight.text)).toContainEqual(
        "It names maker “北辰”, product “双肩包”, price “199元”.",
      );
    }
  });

  it("are absent where it has taught none", async () => {
    const model = await reviews.train(shopThatTeaches(null), training);
    const answer = (await reviews.predict(model, reviews.parse({ text }), context)) as TextAnswer;
    expect(answer.taught).toBeNull();
    expect(answer.entities.map(({ kind }) => kind)).toEqual(["price"]);
  });

  it("are refused with the line that is none", async () => {
    await expect(reviews.train(shopThatTeaches("北 B-maker\n辰\n"), training)).rejects.toThrow("labels.conll, line 2");
  });
});
