const SAFE = 1e-6; // no division by zero; the clipped norm is that much below the maximum

export interface Clipping {
  /** Of all gradients together, before clipping. */
  readonly norm: number;
  /** What the gradients are to be multiplied by: the `scale` of an optimiser's step. */
  readonly factor: number;
}

/**
 * How far gradients must shrink for their norm, all of them taken as one vector, to stay within a maximum. Equal to
 * torch.nn.utils.clip_grad_norm_: a norm that is not finite gives gradients that are not, and does not go unseen.
 *
 * Source: Pascanu, Mikolov and Bengio (2013), "On the difficulty of training recurrent neural networks", algorithm 1.
 *
 * @param squareSums of the parts of the gradients, in whatever parts they are held
 * @param scale that all gradients have still to be multiplied by, and which the factor includes: one over the count of a batch
 */
export function clipping(squareSums: readonly number[], maximum: number, scale = 1): Clipping {
  const norm = scale * Math.sqrt(squareSums.reduce((total, part) => total + part, 0));
  return { norm, factor: scale * Math.min(1, maximum / (norm + SAFE)) };
}
