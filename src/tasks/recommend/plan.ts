import { formatShare } from "#charts/format.js";
import { leaveOneOut, type Sequences, sequencesBefore, validationFromTrain } from "#measure/leave-one-out.js";
import { type HeldOut, measuredEvery } from "#measure/next-item.js";
import type { Interactions } from "./interactions.js";

/** What the models learn from, and what they have to foretell. */
export interface Plan {
  readonly validation: Round;
  readonly test: Round;
  readonly protocol: string;
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
    protocol: [
      splitSentence(given !== null, refit),
      "A model ranks every item the customer has not had; it is right when the item they really took next is among its first ten.",
      `Ties count against it, and so does an item taken again, as ${formatShare(takenAgain(sequences, test), "en")} of those in the test were.`,
      ...sampleSentence(measuredEvery(sequences, test)),
    ].join(" "),
  };
}

function splitSentence(given: boolean, refit: boolean): string {
  if (!given) {
    return "Each customer's last item was kept for the test and the one before it for choosing; the models learned from the rest only.";
  }
  if (refit) {
    return "The data's own split was kept; the model was chosen by each customer's last training item, then learned from all of the training part.";
  }
  return "The data's own split was kept: learned from train, chosen on validation, measured on test.";
}

function sampleSentence(every: number): string[] {
  return every === 1 ? [] : [`To save hours, one customer in ${every} was measured.`];
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
