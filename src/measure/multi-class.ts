/** How often each class was taken for each. */
export interface Confusion {
  readonly classes: number;
  /** [truth, answer] */
  readonly counts: Int32Array;
}

/** @param answer [cases] @param truth [cases] both from 0 on */
export function confusionOf(answer: ArrayLike<number>, truth: ArrayLike<number>, classes: number): Confusion {
  if (answer.length !== truth.length) {
    throw new RangeError(`expected as many answers as truths, got ${answer.length} and ${truth.length}`);
  }
  const counts = new Int32Array(classes * classes);
  for (let i = 0; i < truth.length; i++) counts[truth[i]! * classes + answer[i]!]! += 1;
  return { classes, counts };
}

/** The share that is right; NaN of no cases. */
export function accuracyOf({ classes, counts }: Confusion): number {
  let right = 0;
  for (let of = 0; of < classes; of++) right += counts[of * classes + of]!;
  return right / counts.reduce((sum, count) => sum + count, 0);
}

/** Of the cases of a class, the share that was told to be it; NaN of none. */
export function recallOf({ classes, counts }: Confusion, of: number): number {
  return (
    counts[of * classes + of]! / counts.subarray(of * classes, (of + 1) * classes).reduce((sum, one) => sum + one, 0)
  );
}

/** The mean over classes that have cases of F1 = 2·right / (2·right + missed + mistaken); NaN of no cases. */
export function macroF1Of({ classes, counts }: Confusion): number {
  let [sum, present] = [0, 0];
  for (let of = 0; of < classes; of++) {
    const right = counts[of * classes + of]!;
    let [cases, told] = [0, 0];
    for (let other = 0; other < classes; other++) {
      cases += counts[of * classes + other]!;
      told += counts[other * classes + of]!;
    }
    if (cases === 0) continue;
    present += 1;
    sum += (2 * right) / (cases + told);
  }
  return sum / present;
}
