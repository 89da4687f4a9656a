const FEWEST_CASES = 20;
const [COLDEST, HOTTEST] = [Math.exp(-4), Math.exp(6)] as const;
const STEPS = 60;

/** Probabilities of scores: softmax of `scale` times each. @param scores [cases, classes] @param into the same */
export function softened(scores: Float32Array, classes: number, scale: number, into: Float32Array): Float32Array {
  for (let from = 0; from < scores.length; from += classes) {
    let greatest = Number.NEGATIVE_INFINITY;
    for (let i = from; i < from + classes; i++) greatest = Math.max(greatest, scores[i]!);
    let sum = 0;
    for (let i = from; i < from + classes; i++) sum += into[i] = Math.exp(scale * (scores[i]! - greatest));
    for (let i = from; i < from + classes; i++) into[i]! /= sum;
  }
  return into;
}

/** [cases] −ln of what each true class was given, in nats. @param chances [cases, classes] */
export function surprises(chances: Float32Array, label: Int32Array, classes: number): Float64Array {
  return Float64Array.from(label, (truth, row) => -Math.log(Math.max(1e-12, chances[row * classes + truth]!)));
}

/**
 * By how much scores are to be scaled so that of the pictures given 80 % eight in ten are what they are said to be: the least mean surprise on held-out
 * cases, by golden section. Fewer than 20 cases say nothing: 1.
 *
 * Source: Guo et al. (2017), On calibration of modern neural networks, arXiv:1706.04599 (temperature scaling; scale = 1 / T).
 */
export function temperatureScale(scores: Float32Array, label: Int32Array, classes: number): number {
  if (label.length < FEWEST_CASES) return 1;
  const chances = new Float32Array(scores.length);
  const loss = (logScale: number) =>
    surprises(softened(scores, classes, Math.exp(logScale), chances), label, classes).reduce(
      (sum, one) => sum + one,
      0,
    );
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.log(COLDEST), Math.log(HOTTEST)];
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)];
  let [atLeft, atRight] = [loss(left), loss(right)];
  for (let step = 0; step < STEPS; step++) {
    if (atLeft < atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - golden * (high - low);
      atLeft = loss(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + golden * (high - low);
      atRight = loss(right);
    }
  }
  return Math.exp((low + high) / 2);
}
