import { add, clear, type SparseVector, sparseVector } from "#numeric/sparse-vector.js";
import { bytes, json, withoutPrefix, withPrefix } from "../model-file.js";
import { blend } from "./blend.js";
import { gru4rec } from "./gru4rec.js";
import { holdOut, someOf } from "./held-out-events.js";
import { gainOf } from "./next-gain.js";
import { fallsOf, ofSuffixes } from "./of-suffixes.js";
import type { FitOptions, HeldOutEvents, Histories, Recommender, RecommenderModel } from "./recommender.js";
import { sasrec } from "./sasrec.js";

/** Shares that are tried. */
const SHARES = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

const PARTS = [blend, gru4rec, sasrec] as const;
const CARD = "recommender.json";

/** Events read at most: what learns reads no more, and what is older weighs nothing to the counts. */
const MOST_EVENTS = 50;

/** What each part has of the answer, together 1. */
interface Weights {
  readonly counted: number;
  readonly recurrent: number;
  readonly attentive: number;
}

/**
 * What was counted and what was learned in two ways, each as shares of everything it says:
 *
 *     score[j] = w · blend[j] / Σ blend + (1 − w) · (v · gru4rec[j] + (1 − v) · sasrec[j])
 *
 * first v, then w with the best NDCG@10 on held-out events. Counting knows the pairs that were seen, however rare; what learns
 * knows what was never seen together, and two that learn differently err differently. A linear opinion pool: Stone
 * (1961), The opinion pool, Annals of Mathematical Statistics 32(4).
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
    const parts = await partsOf(learnFrom, { ...options, heldOut });
    const weights = await bestWeights(parts, heldOut);
    options.progress(1);
    return hybridModel(parts, weights);
  },
  load(files) {
    const { weights } = json(files, CARD) as { weights?: Weights };
    if (!weights) throw new TypeError("the hybrid was saved before it had two learned parts: run the task again");
    const [counted, recurrent, attentive] = PARTS.map((part) => part.load(withoutPrefix(files, `${part.name}.`)));
    return hybridModel({ counted: counted!, recurrent: recurrent!, attentive: attentive! }, weights);
  },
};

type Parts = Readonly<Record<keyof Weights, RecommenderModel>>;

/** Of the time there is for training, the part of the recurrence; attention learns more slowly. */
const RECURRENT_TIME = 1 / 3;

async function partsOf(histories: Histories, options: FitOptions): Promise<Parts> {
  const { fitted, before, progress, seconds, ...others } = options;
  const learned = async (recommender: Recommender, from: number, share: number) => {
    const goingOn = before?.parts?.get(recommender.name);
    return (
      fitted?.get(recommender.name) ??
      recommender.fit(histories, {
        ...others,
        ...(seconds !== undefined && { seconds: seconds * share }),
        ...(goingOn && { before: goingOn }),
        progress: (done) => progress(0.9 * (from + share * done)),
      })
    );
  };
  const counted = fitted?.get(blend.name) ?? (await blend.fit(histories, { ...others, progress: () => undefined }));
  const recurrent = await learned(gru4rec, 0, RECURRENT_TIME);
  return { counted, recurrent, attentive: await learned(sasrec, RECURRENT_TIME, 1 - RECURRENT_TIME) };
}

async function bestWeights(parts: Parts, heldOut: HeldOutEvents): Promise<Weights> {
  const { items } = parts.counted;
  const [joined, said] = [sparseVector(items), sparseVector(items)];
  const amongLearned = await bestShare(parts, heldOut, async (history, judge) => {
    const learned = await chancesOf(parts, history);
    for (const [s, share] of SHARES.entries()) {
      join(joined, learned, share, 1 - share);
      judge(s, joined.value);
    }
  });
  const counted = await bestShare(parts, heldOut, async (history, judge) => {
    // never the counted part alone: where it knows nothing, what was learned has to speak
    await parts.counted.score(history, said);
    const learned = await chancesOf(parts, history);
    for (const [s, share] of SHARES.slice(0, -1).entries()) {
      const rest = said.count > 0 ? 1 - share : 1;
      join(joined, learned, rest * amongLearned, rest * (1 - amongLearned));
      addCounted(joined, said, share);
      judge(s, joined.value);
    }
  });
  return {
    counted,
    recurrent: (1 - counted) * amongLearned,
    attentive: (1 - counted) * (1 - amongLearned),
  };
}

const AT_ONCE = 64;
type Judge = (share: number, scores: Float64Array) => void;

/** The share with the best NDCG@10. @param scored hands the judge what each share makes of a history */
async function bestShare(
  parts: Parts,
  { histories, next }: HeldOutEvents,
  scored: (history: Int32Array, judge: Judge) => Promise<void>,
): Promise<number> {
  const sums = new Float64Array(SHARES.length);
  for (let from = 0; from < histories.length; from += AT_ONCE) {
    const some = histories.slice(from, from + AT_ONCE);
    await ahead(parts, some);
    for (const [at, history] of some.entries()) {
      await scored(history, (share, scores) => {
        sums[share]! += gainOf(scores, next[from + at]!, history);
      });
    }
  }
  return SHARES[sums.indexOf(Math.max(...sums))]!;
}

async function ahead({ recurrent, attentive }: Parts, histories: readonly Int32Array[]): Promise<void> {
  await recurrent.ahead?.(histories);
  await attentive.ahead?.(histories);
}

/** What the recurrence and attention say of a history that is not empty. */
async function chancesOf({ recurrent, attentive }: Parts, history: Int32Array): Promise<[Float32Array, Float32Array]> {
  return [await recurrent.chances!(history), await attentive.chances!(history)];
}

/** Makes `into` the sum of both, each times its weight. */
function join(into: SparseVector, [a, b]: readonly [Float32Array, Float32Array], ofA: number, ofB: number): void {
  const { value, touched } = into;
  let count = 0;
  for (let i = 0; i < value.length; i++) {
    const both = ofA * a[i]! + ofB * b[i]!;
    value[i] = both;
    touched[count] = i;
    if (both !== 0) count += 1; // else too small for a float
  }
  into.count = count;
}

function hybridModel(parts: Parts, weights: Weights): RecommenderModel {
  const { counted, recurrent, attentive } = parts;
  const suffixes = ofSuffixes<Float64Array>();
  const spare: SparseVector[] = []; // as many as are asked at once
  const score = async (history: Int32Array, scores: SparseVector) => {
    clear(scores);
    if (history.length === 0) return;
    const said = spare.pop() ?? sparseVector(counted.items);
    await counted.score(history, said);
    const learned = weights.recurrent + weights.attentive;
    // where nothing was counted, what was learned speaks alone
    const rest = said.count > 0 || learned === 0 ? 1 : 1 / learned;
    if (learned > 0) join(scores, await chancesOf(parts, history), rest * weights.recurrent, rest * weights.attentive);
    addCounted(scores, said, weights.counted);
    spare.push(said);
  };
  return {
    name: hybrid.name,
    items: counted.items,
    parts: new Map([counted, recurrent, attentive].map((part) => [part.name, part])),
    ahead: (histories) => ahead(parts, histories),
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
      [CARD]: bytes({ name: hybrid.name, weights }),
      ...withPrefix(counted.save(), `${blend.name}.`),
      ...withPrefix(recurrent.save(), `${gru4rec.name}.`),
      ...withPrefix(attentive.save(), `${sasrec.name}.`),
    }),
  };
}

/** Adds its share of what was counted. */
function addCounted(scores: SparseVector, said: SparseVector, share: number): void {
  let total = 0;
  for (let c = 0; c < said.count; c++) total += said.value[said.touched[c]!]!;
  if (total === 0 || share === 0) return;
  for (let c = 0; c < said.count; c++) {
    const i = said.touched[c]!;
    add(scores, i, (share / total) * said.value[i]!);
  }
}
