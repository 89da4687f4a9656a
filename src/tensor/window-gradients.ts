import { constant, scalar } from "./leaves.js";
import { windowAttributes } from "./ops/convolution.js";
import { add, and, div, equal, not, or, where } from "./ops/elementwise.js";
import { fusedMatMul } from "./ops/matrix.js";
import { concat, expand, pad, reshape, slice, transpose } from "./ops/movement.js";
import { reduceSum } from "./ops/reduce.js";
import { known, stridesOf } from "./shape.js";
import { spreadAlong } from "./spread-along.js";
import { type Attributes, inputAt, type Node, numberIn, numbersIn, outputAt, type Tensor } from "./tensor.js";

/** How windows lie over a picture: what Conv and the pools share. */
export interface Windows {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly pads: readonly number[];
  readonly group: number;
}

export function windowsOf(attributes: Attributes, kernel: readonly number[]): Windows {
  const given = (name: string) => (attributes[name] ? { [name]: numbersIn(attributes, name) } : {});
  const options = { ...given("strides"), ...given("dilations"), ...given("pads") };
  return { kernel, ...windowAttributes(options, kernel.length), group: numberIn(attributes, "group", 1) };
}

/** The places of a kernel, row-major: [0, 0], [0, 1], … */
export function tapsOf(kernel: readonly number[]): number[][] {
  const strides = stridesOf(kernel);
  const count = kernel.reduce((all, one) => all * one, 1);
  return Array.from({ length: count }, (_, place) =>
    kernel.map((extent, axis) => Math.floor(place / (strides[axis] ?? 1)) % extent),
  );
}

/** What each window sees at `tap`: [batch, channels, windows…] of a picture with its padding around. */
export function seenAt(
  padded: Tensor,
  tap: readonly number[],
  { strides, dilations }: Windows,
  extents: readonly number[],
): Tensor {
  const axes = tap.map((_, axis) => axis + 2);
  const starts = tap.map((one, axis) => one * (dilations[axis] ?? 1));
  const ends = starts.map((one, axis) => one + (strides[axis] ?? 1) * ((extents[axis] ?? 1) - 1) + 1);
  return slice(padded, starts, ends, axes, [...strides]);
}

/** A picture with the zeros of its windows around. */
export function withPadding(x: Tensor, { pads, kernel }: Windows): Tensor {
  return pad(x, [0, 0, ...pads.slice(0, kernel.length), 0, 0, ...pads.slice(kernel.length)]);
}

/**
 * Gradient of a convolution's weights [filters, channels / group, kernel…]: every window's sight of `x` beside every
 * other (im2col), times the gradient of what it gave.
 *
 * @param x what was looked at, [batch, channels, …] @param dy gradient of what came of it, [batch, filters, …]
 */
export function convolutionWeights(x: Tensor, dy: Tensor, windows: Windows): Tensor {
  const { kernel, group } = windows;
  const [batch = 1, channels = 1] = known(x.shape);
  const [, filters = 1, ...extents] = known(dy.shape);
  const padded = withPadding(x, windows);
  const places = extents.reduce((all, one) => all * one, 1);
  const taps = tapsOf(kernel);
  const perGroup = channels / group;
  const seen = taps.map((tap) => reshape(seenAt(padded, tap, windows, extents), [batch, group, perGroup, places]));
  const columns = concat(seen, 2); // [batch, group, taps · channels, places]
  const outward = reshape(dy, [batch, group, filters / group, places]);
  const sums = reduceSum(fusedMatMul(columns, outward, { transB: true }), [0]); // [group, taps · channels, filters]
  const apart = reshape(sums, [group, taps.length, perGroup, filters / group]);
  return reshape(transpose(apart, [0, 3, 2, 1]), [filters, perGroup, ...kernel]);
}

const FAR_BELOW = -3e38; // never the greatest

/** What a pool's gradient gives back to the picture: all to the first greatest of a window, or even shares. */
export function poolShares(node: Node, dy: Tensor, rule: "first greatest" | "even"): Tensor {
  const x = inputAt(node, 0);
  const windows = windowsOf(node.attributes, numbersIn(node.attributes, "kernel_shape"));
  const extents = known(dy.shape.slice(2));
  const shares = rule === "even" ? evenShares(dy, x, windows, extents) : greatestShares(node, dy, windows, extents);
  return laidBack(shares, x, windows, extents);
}

function evenShares(dy: Tensor, x: Tensor, windows: Windows, extents: readonly number[]): Tensor[] {
  const inside = insideOf(x, windows, 0, 1);
  const seen = tapsOf(windows.kernel).map((tap) => seenAt(inside, tap, windows, extents));
  const share = div(dy, seen.reduce(add));
  return seen.map(() => expand(share, dy.shape));
}

function greatestShares(node: Node, dy: Tensor, windows: Windows, extents: readonly number[]): Tensor[] {
  const x = inputAt(node, 0);
  const isPadded = windows.pads.some((one) => one > 0);
  const padded = isPadded ? add(withPadding(x, windows), insideOf(x, windows, FAR_BELOW, 0)) : x;
  let taken: Tensor | undefined;
  return tapsOf(windows.kernel).map((tap) => {
    const wins = equal(seenAt(padded, tap, windows, extents), outputAt(node, 0));
    const first = taken ? and(wins, not(taken)) : wins;
    taken = taken ? or(taken, wins) : wins;
    return where(first, dy, scalar(0));
  });
}

/** [1, 1, padded extents…]: one number inside the picture, another where zeros stand around it. */
function insideOf(x: Tensor, { pads, kernel }: Windows, outside: number, inside: number): Tensor {
  const extents = known(x.shape.slice(2));
  const whole = extents.map((extent, axis) => extent + (pads[axis] ?? 0) + (pads[axis + kernel.length] ?? 0));
  const isInside = (at: readonly number[]) =>
    at.every((one, axis) => one >= (pads[axis] ?? 0) && one < (pads[axis] ?? 0) + (extents[axis] ?? 0));
  return constant(
    tapsOf(whole).map((at) => (isInside(at) ? inside : outside)),
    [1, 1, ...whole],
  );
}

/** Shares of every tap, put back where the windows took them from. */
function laidBack(shares: readonly Tensor[], x: Tensor, windows: Windows, extents: readonly number[]): Tensor {
  const { kernel, strides, dilations, pads } = windows;
  const inner = known(x.shape.slice(2));
  const whole = inner.map((extent, axis) => extent + (pads[axis] ?? 0) + (pads[axis + kernel.length] ?? 0));
  const isTiling = kernel.every((one, axis) => one === strides[axis] && dilations[axis] === 1);
  const padded = isTiling ? tiled(shares, windows, extents, whole) : spreadOut(shares, windows, whole);
  const starts = pads.slice(0, kernel.length);
  if (pads.every((one) => one === 0)) return padded;
  return slice(
    padded,
    starts,
    inner.map((extent, axis) => extent + (starts[axis] ?? 0)),
    inner.map((_, axis) => axis + 2),
  );
}

/** Windows that do not overlap: their places stand side by side. */
function tiled(
  shares: readonly Tensor[],
  { kernel }: Windows,
  extents: readonly number[],
  whole: readonly number[],
): Tensor {
  const [first] = shares;
  const [batch = 1, channels = 1] = known(first?.shape.slice(0, 2) ?? []);
  let rows = shares.map((share) => reshape(share, [batch, channels, ...extents.flatMap((extent) => [extent, 1])]));
  for (const [axis, extent] of [...kernel.entries()].reverse()) {
    rows = Array.from({ length: rows.length / extent }, (_, i) =>
      concat(rows.slice(i * extent, (i + 1) * extent), 2 * axis + 3),
    );
  }
  const covered = extents.map((extent, axis) => extent * (kernel[axis] ?? 1));
  const [laid] = rows;
  if (!laid) throw new Error("a pool without windows");
  const pads = [0, 0, ...kernel.map(() => 0), 0, 0, ...whole.map((extent, axis) => extent - (covered[axis] ?? 0))];
  return pad(reshape(laid, [batch, channels, ...covered]), pads);
}

function spreadOut(
  shares: readonly Tensor[],
  { kernel, strides, dilations }: Windows,
  whole: readonly number[],
): Tensor {
  const taps = tapsOf(kernel);
  const spread = shares.map((share, place) =>
    whole.reduce((x, extent, axis) => {
      const start = (taps[place]?.[axis] ?? 0) * (dilations[axis] ?? 1);
      return spreadAlong(x, { axis: axis + 2, extent, start, step: strides[axis] ?? 1 });
    }, share),
  );
  return spread.reduce(add);
}
