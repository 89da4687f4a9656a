import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bestPath, type Chain, forwardBackward, pathScore } from "./chain.js";
import { chainLoss } from "./chain-loss.js";
import { tagSetNamed } from "./tag-set.js";

const tagSet = tagSetNamed(["O", "B-brand", "I-brand", "B-product", "I-product"]);
const KINDS = 2;

const anyScore = (size: number) => fc.double({ min: -size, max: size, noNaN: true });

/** Chains of up to five tokens whose names go on only where they may. */
const anyChain = fc
  .record({ length: fc.integer({ min: 1, max: 5 }), size: fc.constantFrom(1, 5, 900) })
  .chain(({ length, size }) => {
    const tags = tagSet.names.length;
    const scores = (count: number) => fc.array(anyScore(size), { minLength: count, maxLength: count });
    return fc
      .record({
        states: scores(length * tags),
        edges: scores(KINDS * tags * tags),
        kinds: fc.array(fc.nat(KINDS - 1), { minLength: length, maxLength: length }),
      })
      .map(
        ({ states, edges, kinds }): Chain => ({
          ...{ length, tags, start: tagSet.start },
          states: Float64Array.from(states),
          edges: Float64Array.from(edges, (edge, i) => edge + tagSet.edges[i % (tags * tags)]!),
          kinds: Uint8Array.from(kinds),
        }),
      );
  });

/** Every way to tag so many tokens. */
function* paths(length: number): Generator<number[]> {
  if (length === 0) yield [];
  else
    for (const before of paths(length - 1)) for (let tag = 0; tag < tagSet.names.length; tag++) yield [...before, tag];
}

function bruteForce(chain: Chain) {
  const all = [...paths(chain.length)].map((path) => ({ path, score: pathScore(chain, path) }));
  const most = Math.max(...all.map(({ score }) => score));
  const logPartition = most + Math.log(all.reduce((sum, { score }) => sum + Math.exp(score - most), 0));
  const chance = (when: (path: readonly number[]) => boolean) =>
    all.reduce((sum, { path, score }) => sum + (when(path) ? Math.exp(score - logPartition) : 0), 0);
  return { most, logPartition, chance };
}

const near = (found: number, expected: number) =>
  expect(Math.abs(found - expected)).toBeLessThan(1e-9 * Math.max(1, Math.abs(expected)));

describe("a chain of tags", () => {
  it("sums over all paths, and over those through a tag or a pair, as adding them up one by one does", () => {
    fc.assert(
      fc.property(anyChain, (chain) => {
        const { tags } = chain;
        const { logPartition, chance } = bruteForce(chain);
        const found = forwardBackward(chain, (t, pairs) => {
          for (const [pair, value] of pairs.entries()) {
            near(
              value,
              chance((path) => path[t - 1]! * tags + path[t]! === pair),
            );
          }
        });
        near(found.logPartition, logPartition);
        for (const [i, marginal] of found.marginals.entries()) {
          near(
            marginal,
            chance((path) => path[Math.floor(i / tags)] === i % tags),
          );
        }
      }),
      { numRuns: 50 },
    );
  });

  it("finds the path that trying them all finds, and no name goes on where none is", () => {
    fc.assert(
      fc.property(anyChain, (chain) => {
        const path = bestPath(chain);
        near(pathScore(chain, path), bruteForce(chain).most);
        for (const [t, tag] of path.entries()) {
          const allowed = t === 0 ? tagSet.start[tag] : tagSet.edges[path[t - 1]! * chain.tags + tag];
          expect(allowed).toBe(0);
        }
      }),
    );
  });

  it("loses by its scores as small changes of them show", () => {
    const small = 1e-5;
    fc.assert(
      fc.property(anyChain, (chain) => {
        fc.pre(chain.states.every((score) => Math.abs(score) <= 5)); // beyond, differences drown in rounding
        const truth = bestPath({ ...chain, states: chain.states.map((score) => -score) });
        const { states, edges } = chainLoss(chain, truth);
        const about = (part: "states" | "edges", i: number) => {
          const at = (change: number) =>
            chainLoss({ ...chain, [part]: chain[part].map((score, j) => (j === i ? score + change : score)) }, truth)
              .loss;
          return (at(small) - at(-small)) / (2 * small);
        };
        for (const [i, slope] of states.entries()) expect(Math.abs(slope - about("states", i))).toBeLessThan(1e-7);
        for (const [i, slope] of edges.entries()) {
          if (Number.isFinite(chain.edges[i])) expect(Math.abs(slope - about("edges", i))).toBeLessThan(1e-7);
          else expect(slope).toBe(0);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("has no path through no tokens", () => {
    const empty: Chain = {
      ...{ length: 0, tags: 1, states: new Float64Array(0), edges: new Float64Array(1) },
      ...{ kinds: new Uint8Array(0), start: new Float64Array(1) },
    };
    expect(bestPath(empty)).toEqual(new Uint8Array(0));
  });
});
