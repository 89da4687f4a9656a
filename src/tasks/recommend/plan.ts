import { formatShare } from "#charts/format.js";
import { leaveOneOut, type Sequences, sequencesBefore, validationFromTrain } from "#measure/leave-one-out.js";
import { type HeldOut, measuredEvery } from "#measure/next-item.js";
import type { Worded } from "#measure/score.js";
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

/** The split the data brings, else each customer's last item for the test and their second last for validation. */
export function planOf({ sequences, given }: Interactions): Plan {
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
    protocol: protocolOf(given === null ? "ours" : refit ? "given without validation" : "given", {
      again: takenAgain(sequences, test),
      every: measuredEvery(sequences, test),
    }),
  };
}

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

function protocolOf(split: keyof typeof splits, { again, every }: { again: number; every: number }): Worded {
  const sampled = every > 1;
  return {
    en: [
      splits[split].en,
      "A model ranks every item the customer has not had; it is right when the item they really took next is among its first ten.",
      `Ties count against it, and so does an item taken again, as ${formatShare(again, "en")} of those in the test were.`,
      ...(sampled ? [`To save hours, one customer in ${every} was measured.`] : []),
    ].join(" "),
    zh: [
      splits[split].zh,
      "模型给顾客未买过的全部商品排序，真正的下一件排进前十才算命中。",
      `并列算未命中，再次购买的商品也算未命中（占测试的 ${formatShare(again, "zh")}）。`,
      ...(sampled ? [`为节省时间，每 ${every} 位顾客只评估一位。`] : []),
    ].join(""),
  };
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
