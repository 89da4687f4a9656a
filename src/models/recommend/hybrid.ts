import { add, type SparseVector, sparseVector } from "#numeric/sparse-vector.js";
import { bytes, json, type ModelFiles } from "../model-file.js";
import { blend } from "./blend.js";
import { holdOut, someOf } from "./held-out-events.js";
import { gainOf } from "./next-gain.js";
import { fallsOf, ofSuffixes } from "./of-suffixes.js";
import type { FitOptions, HeldOutEvents, Histories, Recommender, RecommenderModel } from "./recommender.js";
import { sasrec } from "./sasrec.js";

/** Shares of the counted part that are tried. */
const SHARES = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

const PARTS = [blend, sasrec] as const;
const CARD = "recommender.json";

/** Events read at most: an attention reads no more, and what is older weighs nothing to the counts. */
const MOST_EVENTS = 50;

/**
 * What was counted and what was learned, each as shares of everything it says:
 *
 *     score[j] = w · blend[j] / Σ blend + (1 − w) · sasrec[j]      w with the best NDCG@10 on held-out events
 *
 * Counting knows the pairs that were seen, however rare; attention knows what was never seen together. A linear opinion
 * pool: Stone (1961), The opinion pool, Annals of Mathematical Statistics 32(4).
 */
export const hybrid: Recommender = {
  name: "hybrid",
  parts: PARTS,
  cannotLearn: sasrec.cannotLearn!,
  async fit(histories, options) {
    options.signal.throwIfAborted();
    const { learnFrom, heldOut } = options.heldOut
      ? { learnFrom: histories, heldOut: someOf(options.heldOut) }
      : holdOut(histories);
    const [counted, learned] = await partsOf(learnFrom, { ...options, heldOut });
    const share = await bestShare(counted, learned, heldOut);
    options.progress(1);
    return hybridModel(counted, learned, share);
  },
  load(files) {
    const { share } = json(files, CARD) as { share: number };
    const [counted, learned] = PARTS.map((part) => part.load(withoutPrefix(files, `${part.name}.`)));
    return hybridModel(counted!, learned!, share);
  },
};

async function partsOf(histories: Histories, options: FitOptions): Promise<[RecommenderModel, RecommenderModel]> {
  const { fitted, before, progress, ...others } = options;
  const goingOn = before?.parts?.get(sasrec.name);
  const counted = fitted?.get(blend.name) ?? (await blend.fit(histories, { ...others, progress: () => undefined }));
  const learned =
    fitted?.get(sasrec.name) ??
    (await sasrec.fit(histories, {
      ...others,
      ...(goingOn && { before: goingOn }),
      progress: (share) => progress(0.9 * share),
    }));
  return [counted, learned];
}

async function bestShare(counted: RecommenderModel, learned: RecommenderModel, { histories, next }: HeldOutEvents) {
  const sums = new Float64Array(SHARES.length);
  const [said, foretold, joined] = [0, 1, 2].map(() => sparseVector(counted.items)) as [Sparse, Sparse, Sparse];
  for (let from = 0; from < histories.length; from += AT_ONCE) {
    const some = histories.slice(from, from + AT_ONCE);
    await learned.ahead?.(some);
    for (const [at, history] of some.entries()) {
      await counted.score(history, said);
      await learned.score(history, foretold);
      for (const [s, share] of SHARES.entries()) {
        joined.value.set(foretold.value);
        joined.count = 0; // only its values are looked at
        addCounted(joined, said, share);
        sums[s]! += gainOf(joined.value, next[from + at]!, history);
      }
    }
  }
  return SHARES[sums.indexOf(Math.max(...sums))]!;
}

const AT_ONCE = 64;
type Sparse = SparseVector;

function hybridModel(counted: RecommenderModel, learned: RecommenderModel, share: number): RecommenderModel {
  const suffixes = ofSuffixes<Float64Array>();
  const spare: SparseVector[] = []; // as many as are asked at once
  const score = async (history: Int32Array, scores: SparseVector) => {
    const said = spare.pop() ?? sparseVector(counted.items);
    await counted.score(history, said);
    await learned.score(history, scores);
    addCounted(scores, said, share);
    spare.push(said);
  };
  return {
    name: hybrid.name,
    items: counted.items,
    parts: new Map([counted, learned].map((part) => [part.name, part])),
    ahead: async (histories) => learned.ahead?.(histories),
    score,
    async reasons(history, item) {
      const answers = await suffixes(history, MOST_EVENTS, async (suffix) => {
        const scores = sparseVector(counted.items);
        await score(suffix, scores);
        return scores.value;
      });
      return fallsOf(
        history,
        answers.map((answer) => answer[item]!),
      );
    },
    save: () => ({
      [CARD]: bytes({ name: hybrid.name, share }),
      ...withPrefix(counted.save(), `${blend.name}.`),
      ...withPrefix(learned.save(), `${sasrec.name}.`),
    }),
  };
}

/** Makes of what was learned what both say together. Where nothing was counted, it speaks alone. */
function addCounted(scores: SparseVector, said: SparseVector, share: number): void {
  let total = 0;
  for (let c = 0; c < said.count; c++) total += said.value[said.touched[c]!]!;
  if (total === 0) return;
  const { value } = scores;
  for (let i = 0; i < value.length; i++) value[i]! *= 1 - share;
  if (share === 1) scores.count = 0; // nothing is left that is not zero
  if (share === 0) return;
  for (let c = 0; c < said.count; c++) {
    const i = said.touched[c]!;
    add(scores, i, (share / total) * said.value[i]!);
  }
}

const withPrefix = (files: ModelFiles, prefix: string): ModelFiles =>
  Object.fromEntries(Object.entries(files).map(([name, content]) => [prefix + name, content]));

const withoutPrefix = (files: ModelFiles, prefix: string): ModelFiles =>
  Object.fromEntries(
    Object.entries(files).flatMap(([name, content]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), content]] : [],
    ),
  );
