/** How much each input moved one answer away from the baseline answer, in the answer's unit. */
export interface Explanation {
  /** What is explained, such as "the score of item 22423 for customer 17850". */
  readonly subject: string;
  readonly unit: string;
  readonly baseline: number;
  readonly answer: number;
  readonly contributions: readonly { readonly feature: string; readonly amount: number }[];
  /** |answer − baseline − sum of contributions|: how far from exact the explanation is. */
  readonly error: number;
  /** How the contributions were found, such as "occlusion" or "exact: the score is a sum". */
  readonly method: string;
  /** The same answer explained in other ways, for comparison. */
  readonly others?: readonly OtherView[];
}

/** Another way to explain the same answer. */
export interface OtherView {
  readonly method: string;
  readonly baseline: number;
  /** Of the first contributions, in their order. */
  readonly amounts: readonly number[];
  /** |answer − baseline − sum of amounts| */
  readonly error: number;
  /** Rank correlation with the contributions: 1 is the same order; null where there is nothing to order. */
  readonly agreement: number | null;
}

/** An explanation with its error worked out. */
export function explanation(parts: Omit<Explanation, "error">): Explanation {
  const sum = parts.contributions.reduce((total, { amount }) => total + amount, 0);
  return { ...parts, error: Math.abs(parts.answer - parts.baseline - sum) };
}
