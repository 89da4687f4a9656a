import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ngramTree } from "./ngram-tree.js";
import { fitNgrams, loadNgrams, type NgramSpec } from "./ngrams.js";
import { inverseFrequencies, tfIdf } from "./tf-idf.js";
import { characterUnits, wordUnits } from "./units.js";

const texts = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "C", " ", "好", "！"), maxLength: 12 }), {
  maxLength: 6,
});
const specs = fc.record({
  of: fc.constantFrom("characters" as const, "words" as const),
  shortest: fc.integer({ min: 1, max: 2 }),
  longest: fc.integer({ min: 2, max: 4 }),
  leastTexts: fc.integer({ min: 1, max: 2 }),
});

/** Every n-gram of a text with its count, the slow obvious way. */
function allNgrams(text: string, { of, shortest, longest }: NgramSpec): Map<string, number> {
  const { names } = of === "words" ? wordUnits(text) : characterUnits(text);
  const counts = new Map<string, number>();
  for (let from = 0; from < names.length; from++) {
    for (let n = shortest; n <= longest && from + n <= names.length; n++) {
      const name = names.slice(from, from + n).join(of === "words" ? " " : "");
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return counts;
}

describe("n-grams", () => {
  it("are counted as the slow obvious way counts them, those in too few texts left out", () => {
    fc.assert(
      fc.property(texts, specs, (collection, spec) => {
        const expected = collection.map((text) => allNgrams(text, spec));
        const inTexts = new Map<string, number>();
        for (const name of expected.flatMap((counts) => [...counts.keys()])) {
          inTexts.set(name, (inTexts.get(name) ?? 0) + 1);
        }
        const ngrams = fitNgrams(collection, spec);
        const { starts, column, value } = ngrams.count(collection);
        for (const [row, counts] of expected.entries()) {
          const found = Array.from({ length: starts[row + 1]! - starts[row]! }, (_, k): [string, number] => {
            const cell = starts[row]! + k;
            return [ngrams.name(column[cell]!), value[cell]!];
          });
          const frequent = [...counts].filter(([name]) => inTexts.get(name)! >= spec.leastTexts);
          expect(found.toSorted()).toEqual(frequent.toSorted());
        }
        for (let j = 0; j < ngrams.columns; j++) expect(ngrams.texts[j]).toBe(inTexts.get(ngrams.name(j)));
      }),
    );
  });

  it("are found in the places they are counted in", () => {
    const one = fc.string({ unit: fc.constantFrom("a", "b", " ", "好"), maxLength: 12 });
    fc.assert(
      fc.property(texts, one, specs, (collection, text, spec) => {
        const ngrams = fitNgrams(collection, spec);
        const { units, found } = ngrams.places(text);
        const { column, value } = ngrams.count([text]);
        const counted = Array.from(column, (j, cell) => [j, value[cell]!]);
        const placed = Array.from(column, (j) => [j, found.filter((place) => place.column === j).length]);
        expect(placed).toEqual(counted);
        const read = found.map(({ from, to }) => units.names.slice(from, to).join(spec.of === "words" ? " " : ""));
        expect(read).toEqual(found.map((place) => ngrams.name(place.column)));
      }),
    );
  });

  it("are the same after they were saved and loaded", () => {
    fc.assert(
      fc.property(texts, specs, (collection, spec) => {
        const ngrams = fitNgrams(collection, spec);
        const loaded = loadNgrams(structuredClone(ngrams.save()));
        expect(loaded.save()).toEqual(ngrams.save());
        expect(loaded.count(collection)).toEqual(ngrams.count(collection));
      }),
    );
  });

  it("leave out what was never met", () => {
    const ngrams = fitNgrams(["good size"], { of: "words", shortest: 1, longest: 2, leastTexts: 1 });
    expect(Array.from(ngrams.count(["good bad size"]).column, (j) => ngrams.name(j))).toEqual(["good", "size"]);
  });
});

describe("the tree of n-grams", () => {
  it("keeps apart what has the same symbols in another order or under another parent", () => {
    const tree = ngramTree();
    const paths = new Map<string, number>();
    for (let a = 0; a < 60; a++) {
      for (let b = 0; b < 60; b++) paths.set(`${a} ${b}`, tree.grow(tree.grow(0, a), b));
    }
    expect(new Set(paths.values()).size).toBe(3600);
    for (const [path, node] of paths) {
      const [a, b] = path.split(" ").map(Number) as [number, number];
      expect(tree.child(tree.child(0, a), b)).toBe(node);
      expect([tree.symbolOf(node), tree.symbolOf(tree.parentOf(node))]).toEqual([b, a]);
    }
    expect(tree.child(0, 60)).toBe(0);
  });
});

describe("TF-IDF", () => {
  it("gives the figures of scikit-learn's TfidfVectorizer with sublinear counts", () => {
    const ngrams = fitNgrams(["good good size", "bad size"], { of: "words", shortest: 1, longest: 1, leastTexts: 1 });
    const { column, value } = tfIdf(ngrams.count(["good good size"]), inverseFrequencies(2, ngrams.texts));
    const found = Object.fromEntries(Array.from(column, (j, cell) => [ngrams.name(j), value[cell]!]));
    // (1 + ln 2) · (ln 1.5 + 1) = 2.37968 and 1, over their length 2.58123
    expect(found["good"]).toBeCloseTo(0.92192, 4);
    expect(found["size"]).toBeCloseTo(0.38741, 4);
  });

  it("leaves an empty text empty", () => {
    const ngrams = fitNgrams(["a"], { of: "characters", shortest: 1, longest: 1, leastTexts: 1 });
    expect([...tfIdf(ngrams.count(["", "b"]), inverseFrequencies(1, ngrams.texts)).value]).toEqual([]);
  });
});
