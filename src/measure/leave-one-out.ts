/** Everyone's items in one flat array, oldest first. */
export interface Sequences {
  readonly customers: number;
  readonly items: number;
  /** [customers + 1] */
  readonly starts: Int32Array;
  /** [events] −1: the answer is held back, so the event can be predicted and not scored. */
  readonly item: Int32Array;
}

/** Where each customer's sequence is cut, as places in the flat array: train, then validation, then test. */
export interface Cuts {
  /** [customers] first validation event; the customer's end where there is neither validation nor test. */
  readonly validation: Int32Array;
  /** [customers] first test event; the customer's end where there is none. */
  readonly test: Int32Array;
}

/** Fewest events with which one can be held out for validation, one for test, and one is left to score from. */
const FEWEST_EVENTS = 3;

/**
 * Each customer's last item is the test, the second last the validation, the rest trains; who has fewer than three
 * only trains.
 *
 * Source: Kang & McAuley (2018), Self-attentive sequential recommendation, ICDM, §IV.
 */
export function leaveOneOut({ customers, starts }: Sequences): Cuts {
  const validation = new Int32Array(customers);
  const test = new Int32Array(customers);
  for (let u = 0; u < customers; u++) {
    const end = starts[u + 1]!;
    const held = end - starts[u]! >= FEWEST_EVENTS ? 1 : 0;
    validation[u] = end - 2 * held;
    test[u] = end - held;
  }
  return { validation, test };
}

/** Cuts a validation event off the end of every train part that leaves something to score from. */
export function validationFromTrain({ customers, starts }: Sequences, { test }: Cuts): Cuts {
  const validation = test.slice();
  for (let u = 0; u < customers; u++) if (test[u]! - starts[u]! >= 2) validation[u]! -= 1;
  return { validation, test };
}

/** Only what comes before each customer's cut: what a model may learn from. @param ends [customers] */
export function sequencesBefore({ customers, items, starts, item }: Sequences, ends: Int32Array): Sequences {
  const shortStarts = new Int32Array(customers + 1);
  for (let u = 0; u < customers; u++) shortStarts[u + 1] = shortStarts[u]! + ends[u]! - starts[u]!;
  const shortItem = new Int32Array(shortStarts[customers]!);
  for (let u = 0; u < customers; u++) shortItem.set(item.subarray(starts[u], ends[u]), shortStarts[u]);
  return { customers, items, starts: shortStarts, item: shortItem };
}
