import { describe, expect, it } from "vitest";
import { spanScores } from "#measure/span-scores.js";
import { lbfgs } from "#numeric/lbfgs.js";
import { mulberry32 } from "#numeric/mulberry32.js";
import { spansOf, type TaggedText, tagsOf } from "#text/tagged-text.js";
import { chainLoss } from "./chain-loss.js";
import { type ChainWeights, chainOf } from "./chain-weights.js";
import { crfWith } from "./crf.js";
import { fitChain, type TruthText } from "./fit-chain.js";
import { tagSetOf } from "./tag-set.js";

const options = { seed: 1, signal: new AbortController().signal, progress: () => undefined };
const crf = crfWith();

/** Titles of words drawn by lot: brands come before products, and any word may stand alone and be neither. */
function titles(
  words: Record<"brand" | "product" | "other", string[]>,
  count: number,
  seed: number,
  cut: RegExp,
): TaggedText[] {
  const random = mulberry32(seed);
  const one = (from: readonly string[]) => from[Math.floor(random() * from.length)]!;
  return Array.from({ length: count }, () => {
    const parts = [one(words.other), one(words.brand), one(words.other), one(words.product), one(words.other)];
    const kinds = ["", "brand", "", "product", ""];
    const tokens: string[] = [];
    const spans = parts.flatMap((part, at) => {
      const start = tokens.length;
      tokens.push(...part.match(cut)!);
      return kinds[at] ? [{ start, end: tokens.length, kind: kinds[at] }] : [];
    });
    return { tokens, tags: tagsOf(spans, tokens.length) };
  });
}

const chinese = (count: number, seed: number) =>
  titles(
    {
      brand: ["青禾", "北辰", "Linden", "山海居", "木一"],
      product: ["马克杯", "羊毛毯", "防晒霜", "台灯", "双肩包", "杯垫"],
      other: ["新款", "包邮", "家用", "正品", "大号", "男女通用", "2024"],
    },
    count,
    seed,
    /./gu,
  );

const english = (count: number, seed: number) =>
  titles(
    {
      brand: ["Linden & Co", "North Star", "Halden"],
      product: ["mug", "wool blanket", "desk lamp", "shoulder bag"],
      other: ["new", "free shipping", "large", "for her", "2 pack"],
    },
    count,
    seed,
    /\S+/g,
  );

describe.each([
  ["Chinese characters", chinese],
  ["English words", english],
])("a field over %s", (_, some) => {
  it("finds the names in titles it has not seen", async () => {
    const model = await crf.fit(some(120, 1), options);
    const test = some(50, 2);
    const found = await model.tag(test.map(({ tokens }) => tokens));
    const scores = spanScores(
      test.map(({ tags }) => spansOf(tags)),
      found.map(spansOf),
    );
    expect(scores.all.f1).toBeGreaterThan(0.95);
  });
});

describe("a field", () => {
  const train = chinese(40, 3);
  const tokens = chinese(10, 4).map((text) => text.tokens);

  it("answers alike after it was saved, and when it is learned again", async () => {
    const model = await crf.fit(train, options);
    const loaded = crf.load(model.save());
    const again = await crf.fit(train, options);
    expect(await loaded.marginals(tokens)).toEqual(await model.marginals(tokens));
    expect(await again.marginals(tokens)).toEqual(await model.marginals(tokens));
    expect(await loaded.tag(tokens)).toEqual(await model.tag(tokens));
    expect(() => crf.load({})).toThrow("expected a file crf.json");
  });

  it("gives every token chances that add up to one, none to a name that goes on at the start", async () => {
    const model = await crf.fit(train, options);
    const [chances] = await model.marginals(tokens);
    const tags = model.tags.length;
    for (let t = 0; t < tokens[0]!.length; t++) {
      const sum = chances!.subarray(t * tags, (t + 1) * tags).reduce((total, chance) => total + chance, 0);
      expect(sum).toBeCloseTo(1, 9);
    }
    for (const [tag, name] of model.tags.entries()) if (name.startsWith("I-")) expect(chances![tag]).toBe(0);
  });

  it("reads nothing, signs it has never seen, and one token", async () => {
    const model = await crf.fit(train, options);
    const odd = [[], ["\u0000"], ["👍🏽", "ß", " "], ["Ａ"]];
    const found = await model.tag(odd);
    expect(found.map(({ length }) => length)).toEqual([0, 1, 3, 1]);
    expect((await model.marginals(odd))[0]).toHaveLength(0);
  });

  it("stops when it is told to", async () => {
    const signal = AbortSignal.abort(new Error("stopped"));
    await expect(crf.fit(train, { ...options, signal })).rejects.toThrow("stopped");
  });
});

describe("fitChain", () => {
  it("comes to the weights that L-BFGS finds over all texts at once", async () => {
    const tagSet = tagSetOf([{ tokens: [], tags: ["B-x"] }]);
    const [tags, features, ridge] = [tagSet.names.length, 5, 2];
    const random = mulberry32(5);
    const texts = Array.from({ length: 20 }, (): TruthText => {
      const found = Array.from({ length: 4 }, () => Math.floor(random() * features));
      const truth = found.map((feature, t) => (feature < 2 ? 1 : t > 0 && found[t - 1]! < 2 && feature === 2 ? 2 : 0));
      return {
        starts: Int32Array.from([0, 1, 2, 3, 4]),
        features: Int32Array.from(found),
        kinds: new Uint8Array(4),
        truth: Uint8Array.from(truth),
      };
    });
    const common = { features, allowed: tagSet.edges, start: tagSet.start, edgeKinds: 1, ridge };
    const lossOf = (weights: ChainWeights) => {
      const squares = [...weights.states, ...weights.edges.filter(Number.isFinite)].reduce((sum, w) => sum + w * w, 0);
      return texts.reduce(
        (sum, text) => sum + chainLoss(chainOf(text, weights), text.truth).loss,
        (ridge * squares) / 2,
      );
    };
    const found = await fitChain(texts, { ...common, ...options, rate: 0.3, dropout: 0, epochs: 400 });
    const least = leastLoss(texts, { tags, features, ridge, edges: tagSet.edges, start: tagSet.start });
    expect(lossOf(found) - least).toBeLessThan(2e-3 * least);
    expect(lossOf(found)).toBeGreaterThanOrEqual(least - 1e-9);
  });
});

interface Problem {
  readonly tags: number;
  readonly features: number;
  readonly ridge: number;
  readonly edges: Float64Array;
  readonly start: Float64Array;
}

function leastLoss(texts: readonly TruthText[], { tags, features, ridge, edges, start }: Problem): number {
  const states = features * tags;
  let least = Number.POSITIVE_INFINITY;
  const objective = (x: Float64Array, gradient: Float64Array) => {
    const weights = {
      tags,
      states: x.subarray(0, states),
      edges: edges.map((edge, i) => edge + x[states + i]!),
      start,
    };
    let loss = 0;
    for (const [i, w] of x.entries()) {
      gradient[i] = ridge * w;
      loss += (ridge * w * w) / 2;
    }
    for (const text of texts) {
      const found = chainLoss(chainOf(text, weights), text.truth);
      loss += found.loss;
      for (const [t, feature] of text.features.entries()) {
        for (let tag = 0; tag < tags; tag++) gradient[feature * tags + tag]! += found.states[t * tags + tag]!;
      }
      for (const [i, slope] of found.edges.entries()) gradient[states + i]! += slope;
    }
    return loss;
  };
  const x = new Float64Array(states + edges.length);
  for (const { value } of lbfgs(objective, x, { iterations: 200, tolerance: 1e-9 })) least = value;
  return least;
}
