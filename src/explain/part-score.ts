/**
 * A model as explanations see it: what it answers when of its input only some parts are there. Asked with many at
 * once, so that a model that works in batches can.
 *
 * @param kept [cases][parts] 1: there, 0: taken away
 * @returns [cases]
 */
export type PartScore = (kept: readonly Uint8Array[]) => Promise<Float64Array>;

/** How much each part moved the answer, and how far from exact that is. */
export interface PartView {
  readonly method: string;
  /** What is answered without any part. */
  readonly baseline: number;
  /** [parts] */
  readonly amounts: Float64Array;
  /** |answer − baseline − sum of amounts|: 0 where parts neither help nor hinder each other. */
  readonly error: number;
}
