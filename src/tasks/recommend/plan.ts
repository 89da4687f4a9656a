import { formatCount, formatShare } from "#charts/format.js";
import { leaveOneOut, type Sequences, sequencesBefore, validationFromTrain } from "#measure/leave-one-out.js";
import { type HeldOut, measuredEvery } from "#measure/next-item.js";
import type { Worded } from "#measure/score.js";
import { MOST_FORETOLD } from "#models/recommend/most-foretold.js";
import type { Interactions } from "./interactions.js";

/** What the models learn from, and what they have to foretell. */
export interface Plan {
  readonly validation: Round;
  readonly test: Round;
  readonly protocol: Worded;
}

export interface Round {
  /** The same value in both rounds where one fit serves both. */
  readonly learnFrom: Sequences;
  readonly heldOut: HeldOut;
}

/**
 * The split the data brings, else each customer's last item for the test and their second last for validation.
 *
 * @param trainBefore the day at which the data was split, where it was split in time
 */
export function planOf({ sequences, given }: Interactions, trainBefore?: string): Plan {
  const ends = sequences.starts.subarray(1);
  const validationGiven = given?.validation.some((from, u) => from < given.test[u]!);
  const cuts = given ? (validationGiven ? given : validationFromTrain(sequences, given)) : leaveOneOut(sequences);
  const learnFrom = sequencesBefore(sequences, cuts.validation);
  const refit = given !== null && !validationGiven;
  const validation: HeldOut = { from: cuts.validation, to: cuts.test, strangers: "skipped" };
  const test: HeldOut = { from: cuts.test, to: ends, strangers: "measured" };
  return {
    validation: { learnFrom, heldOut: validation },
    test: { learnFrom: refit ? sequencesBefore(sequences, cuts.test) : learnFrom, heldOut: test },
    protocol: protocolOf(trainBefore === undefined ? splitOf({ given, refit }) : inTime(trainBefore), {
      again: takenAgain(sequences, test),
      every: measuredEvery(sequences, test),
      events: learnFrom.item.length,
      tested: testedIn(sequences, test),
    }),
  };
}

const splitOf = ({ given, refit }: { given: Interactions["given"]; refit: boolean }): Worded =>
  splits[given === null ? "ours" : refit ? "given without validation" : "given"];

const inTime = (day: string): Worded => ({
  en: `Everything from ${day} on was kept for the test; the model was chosen by each customer's last item before that day, then learned from all before it.`,
  zh: `${day} 及之后的记录全部留作测试；以每位顾客在此之前的最后一件商品选择模型，再用此前的全部记录学习。`,
});

const splits = {
  ours: {
    en: "Each customer's last item was kept for the test and the one before it for choosing; the models learned from the rest only.",
    zh: "每位顾客的最后一件商品留作测试，倒数第二件用于选择模型，模型只从其余记录中学习。",
  },
  "given without validation": {
    en: "The data's own split was kept; the model was chosen by each customer's last training item, then learned from all of the training part.",
    zh: "沿用数据自带的划分；以每位顾客训练部分的最后一件商品选择模型，再用全部训练部分学习。",
  },
  given: {
    en: "The data's own split was kept: learned from train, chosen on validation, measured on test.",
    zh: "沿用数据自带的划分：在训练集上学习，在验证集上选择，在测试集上评估。",
  },
} as const satisfies Readonly<Record<string, Worded>>;

interface Extent {
  readonly again: number;
  readonly every: number;
  readonly events: number;
  /** Customers with an event that can be foretold. */
  readonly tested: number;
}

/** With fewer customers a hit rate is off by ten points and more. */
const FEWEST_TESTED = 100;

function protocolOf(split: Worded, { again, every, events, tested }: Extent): Worded {
  const isCut = events > MOST_FORETOLD;
  const sampled = every > 1;
  return {
    en: [
      split.en,
      "A model ranks every item the customer has not had; it is right when the item they really took next is among its first ten.",
      `Ties count against it, and so does an item taken again, as ${formatShare(again, "en")} of those in the test were.`,
      ...(sampled ? [`To save hours, one customer in ${every} was measured.`] : []),
      ...(isCut
        ? [
            `Of ${formatCount(events, "en")} events a trained model learned ${formatCount(MOST_FORETOLD, "en")} an epoch, each time others.`,
          ]
        : []),
      ...(tested < FEWEST_TESTED
        ? [`Only ${tested} customers could be tested; below ${FEWEST_TESTED} the figures say little.`]
        : []),
    ].join(" "),
    zh: [
      split.zh,
      "模型给顾客未买过的全部商品排序，真正的下一件排进前十才算命中。",
      `并列算未命中，再次购买的商品也算未命中（占测试的 ${formatShare(again, "zh")}）。`,
      ...(sampled ? [`为节省时间，每 ${every} 位顾客只评估一位。`] : []),
      ...(isCut
        ? [
            `共 ${formatCount(events, "zh")} 条记录，训练模型每轮学习其中 ${formatCount(MOST_FORETOLD, "zh")} 条，轮轮不同。`,
          ]
        : []),
      ...(tested < FEWEST_TESTED
        ? [`仅有 ${tested} 位顾客可供测试；不足 ${FEWEST_TESTED} 位时，这些数字说明不了多少问题。`]
        : []),
    ].join(""),
  };
}

function testedIn({ customers, item }: Sequences, { from, to }: HeldOut): number {
  let tested = 0;
  for (let u = 0; u < customers; u++) if (item.subarray(from[u], to[u]).some((target) => target >= 0)) tested += 1;
  return tested;
}

/** The share of held-out items that the customer had before: never shown, they are missed by every model. */
function takenAgain({ customers, starts, item }: Sequences, { from, to }: HeldOut): number {
  let held = 0;
  let again = 0;
  for (let u = 0; u < customers; u++) {
    const history = item.subarray(starts[u], from[u]);
    for (const target of item.subarray(from[u], to[u])) {
      if (target < 0) continue;
      held += 1;
      if (history.includes(target)) again += 1;
    }
  }
  return again / Math.max(1, held);
}
