import { describe, expect, it } from "vitest";
import { areaUnderRoc } from "#measure/area-under-roc.js";
import { mulberry32 } from "#numeric/mulberry32.js";
import { openEncoder } from "#tensor/pretrained/open-encoder.js";
import { encoderReader } from "./encoder-reader.js";
import { headOf } from "./fit-encoder-head.js";
import { classifiersFrom, pretrainedClassifiers } from "./pretrained-classifiers.js";
import type { LabelledTexts, TextClassifierModel } from "./text-classifier.js";

const golden = (name: string) => new URL(`../../../test/golden/encoders/${name}`, import.meta.url).pathname;
const options = { seed: 1, signal: new AbortController().signal, progress: () => undefined };

/** Praise and complaint in words that the small vocabularies know. */
function reviews(count: number, seed: number): LabelledTexts {
  const random = mulberry32(seed);
  const one = (from: readonly string[]) => from[Math.floor(random() * from.length)]!;
  const positive = Uint8Array.from({ length: count }, () => Number(random() < 0.7));
  const texts = Array.from(positive, (good) =>
    [
      one(["The mug", "The blanket", "It"]),
      one(good ? ["is lovely", "arrived quickly"] : ["was too small", "isn't sturdy"]),
      one([".", "!", "again"]),
    ].join(" "),
  );
  return { texts, positive };
}

const [train, validation, test] = [reviews(160, 1), reviews(60, 2), reviews(60, 3)];

async function aucOf(model: TextClassifierModel): Promise<number> {
  return areaUnderRoc(await model.logOdds(test.texts), test.positive);
}

describe.each(["bert-en", "roberta-en"])("a small random %s", (name) => {
  it("is learned on as it came, and trained on", async () => {
    const [frozen, tuned] = await classifiersFrom(golden(name));
    const first = await frozen!.fit(train, validation, options);
    expect(await aucOf(first)).toBeGreaterThan(0.9);
    const second = await tuned!.fit(train, validation, { ...options, fitted: new Map([["pretrained", first]]) });
    expect(await aucOf(second)).toBeGreaterThan(0.9);
    const again = await tuned!.refit(second, train, options);
    expect(await aucOf(again)).toBeGreaterThan(0.9);
    for (const model of [first, again]) {
      const classifier = pretrainedClassifiers.find((one) => one.name === model.name)!;
      const loaded = classifier.load(model.save());
      const odd = ["", "👍", "a".repeat(100_000), ...test.texts];
      expect(await loaded.logOdds(odd)).toEqual(await model.logOdds(odd));
      expect(loaded.threshold).toBe(model.threshold);
    }
  });
});

describe("the head on an encoder", () => {
  it("does not hang on a column that differs by rounding alone", async () => {
    const means = Array.from({ length: 40 }, (_, i) => Float32Array.of(i % 2, 0.3 + (i % 2) * 1e-12, 1e-30 * (i % 3)));
    const head = await headOf({ means, positive: Uint8Array.from(means, (_, i) => i % 2) }, 1, options);
    for (const weight of head.weights) expect(Math.abs(weight)).toBeLessThan(100);
  });
});

describe("a pretrained encoder", () => {
  it("says the same of a text alone, among others, and as an ONNX graph that PyTorch wrote", async () => {
    const reader = encoderReader(await openEncoder(golden("bert-en")));
    const graph = encoderReader(await openEncoder(golden("bert-en-graph")));
    const means = await reader.means(test.texts);
    const asked = await graph.means(test.texts);
    for (const [at, mean] of means.entries()) near(asked[at]!, mean);
    const [alone] = await reader.means([test.texts[7]!]);
    near(alone!, means[7]!);
    expect(await reader.means([])).toEqual([]);
  });

  it("can only be asked where it is a graph", async () => {
    const [frozen, ...others] = await classifiersFrom(golden("bert-en-graph"));
    expect(others).toEqual([]);
    const model = await frozen!.fit(train, validation, options);
    expect(await aucOf(model)).toBeGreaterThan(0.9);
    const loaded = pretrainedClassifiers[0]!.load(model.save());
    expect(await loaded.logOdds(test.texts)).toEqual(await model.logOdds(test.texts));
  });

  it("plans no more steps than there is time for, and refuses too few texts", async () => {
    const tuned = (await classifiersFrom(golden("bert-en")))[1]!;
    const model = await tuned.fit(train, validation, { ...options, seconds: 1e-9 });
    expect(model.settings).toMatch(/^0\.2 epochs/);
    expect(tuned.tooFew!({ texts: ["a"], positive: Uint8Array.of(1) })).toContain("needs 100 rated texts");
  });

  it("cannot be learned from without a folder, nor loaded from nothing", async () => {
    for (const classifier of pretrainedClassifiers) {
      await expect(classifier.fit(train, validation, options)).rejects.toThrow(
        "expected the folder of a pretrained encoder",
      );
      expect(() => classifier.load({})).toThrow("expected a file classifier.json");
    }
  });
});

function near(found: Float32Array, expected: Float32Array): void {
  for (const [i, value] of expected.entries()) expect(Math.abs(found[i]! - value)).toBeLessThan(1e-5);
}
