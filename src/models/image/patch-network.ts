import { type PictureForm, type Pictures, picturePixels } from "#image/pictures.js";
import { choleskyFactor, solveFactored } from "#numeric/cholesky.js";
import { mulberry32 } from "#numeric/mulberry32.js";
import { inferenceModel } from "#tensor/inference-graph.js";
import { zeros } from "#tensor/initialisers.js";
import { scalar } from "#tensor/leaves.js";
import type { Network } from "#tensor/network.js";
import { averagePool, conv } from "#tensor/ops/convolution.js";
import { add, div, max, mul, neg, relu, sqrt, sub } from "#tensor/ops/elementwise.js";
import { concat, reshape } from "#tensor/ops/movement.js";
import { reduceSum } from "#tensor/ops/reduce.js";

const FILTERS = 300;
const QUADRANTS = 2; // a side
/** How far a patch has to be like a filter, in deviations, before it counts. */
const THRESHOLD = 0.25;
/** Patches that say how patches spread, and pictures they are cut from. */
const CUT = { patches: 20_000, pictures: 2000 } as const;
/** Added to the variance within a patch, of pixels up to 255, and to that between patches: flat ones say nothing. */
const [WITHIN, BETWEEN] = [10, 0.1] as const;

/** Pixels of a patch along a side. */
const patchSide = ({ side }: PictureForm): number => Math.min(6, side >> 1);
const strideOf = ({ side }: PictureForm): number => (side > 40 ? 2 : 1);

/** How many numbers describe a picture. */
export const patchWidth = 2 * FILTERS * QUADRANTS ** 2;

/**
 * How much of what is found in each quarter of a picture, found by likeness to patches of the pictures that are learned from: a graph
 * from `x` [pictures, channels, side, side], 0 to 255, to `y` [pictures, patchWidth], each of length 1.
 *
 * A patch p of mean m and deviation s is (p − m) ÷ s less the mean patch, whitened; what it has in common with each of 300 patches
 * drawn by lot, whitened and of length 1, counts as far as it is above a threshold, and what it has against it too. Of the mean over each
 * quarter the square root is taken. Because whitening is linear it is in the filters, and all of it is one convolution.
 *
 * Source: Coates & Ng (2011), The importance of encoding versus training with sparse coding and vector quantization, ICML: random
 * patches and soft thresholds, as good as any dictionary that is learned.
 */
export function patchModel(pictures: Pictures, seed: number): Uint8Array {
  const { form } = pictures;
  const { channels } = form;
  const size = patchSide(form);
  const width = channels * size ** 2;
  const { filters, biases } = whitenedFilters(normalised(cutPatches(pictures, seed), width), width);
  const stride = strideOf(form);
  const places = Math.floor((form.side - size) / stride) + 1;
  const window = Math.max(1, places >> 1);
  const network: Network = {
    inputs: { x: { shape: [channels, form.side, form.side] } },
    call({ x }, scope) {
      const strides = [stride, stride];
      const over = scope.parameter("mean", [1, channels, size, size], zeros);
      const mean = conv(x!, over, undefined, { strides });
      const square = conv(mul(x!, x!), over, undefined, { strides });
      const deviation = sqrt(add(max(sub(square, mul(mean, mean)), scalar(0)), scalar(WITHIN)));
      const common = conv(x!, scope.parameter("filters", [FILTERS, channels, size, size], zeros), undefined, {
        strides,
      });
      const likeness = sub(div(common, deviation), scope.parameter("biases", [FILTERS, 1, 1], zeros));
      const counted = [likeness, neg(likeness)].map((one) => relu(sub(one, scalar(THRESHOLD))));
      const pooled = averagePool(concat(counted, 1), [window, window], {
        strides: [Math.max(1, places - window), Math.max(1, places - window)],
      });
      const roots = sqrt(reshape(pooled, [-1, patchWidth]));
      const length = sqrt(add(reduceSum(mul(roots, roots), [1], { keep: true }), scalar(1e-12)));
      return { y: div(roots, length) };
    },
  };
  const weights = new Map([
    ["mean", new Float32Array(width).fill(1 / width)],
    ["filters", filters],
    ["biases", biases],
  ]);
  return inferenceModel(network, { weights });
}

/** [patches, channels, size, size] from pictures and places drawn by lot. */
function cutPatches(pictures: Pictures, seed: number): Float64Array {
  const { form, count } = pictures;
  const { side, channels } = form;
  const size = patchSide(form);
  const random = mulberry32(seed);
  const from = Math.min(count, CUT.pictures);
  const rows = Int32Array.from({ length: from }, (_, at) => Math.floor(((at + random()) * count) / from));
  const pixels = new Uint8Array(picturePixels(form));
  const width = channels * size ** 2;
  const each = Math.ceil(CUT.patches / from);
  const patches = new Float64Array(from * each * width);
  for (let cut = 0; cut < from * each; cut++) {
    if (cut % each === 0) pictures.read([rows[cut / each]!], pixels);
    const [top, left] = [Math.floor(random() * (side - size + 1)), Math.floor(random() * (side - size + 1))];
    for (let i = 0; i < width; i++) {
      const [channel, y, x] = [Math.floor(i / size ** 2), Math.floor(i / size) % size, i % size];
      patches[cut * width + i] = pixels[((top + y) * side + left + x) * channels + channel]!;
    }
  }
  return patches;
}

/** Every patch less its mean, by its deviation, in place. */
function normalised(patches: Float64Array, width: number): Float64Array {
  for (let from = 0; from < patches.length; from += width) {
    const own = patches.subarray(from, from + width);
    const mean = own.reduce((sum, value) => sum + value, 0) / width;
    const variance = own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / width;
    for (let i = 0; i < width; i++) own[i] = (own[i]! - mean) / Math.sqrt(variance + WITHIN);
  }
  return patches;
}

/** Filters that say of a normalised patch what it has in common with some of these once all are whitened, and what to take off. */
function whitenedFilters(patches: Float64Array, width: number) {
  const count = patches.length / width;
  const mean = new Float64Array(width);
  for (let i = 0; i < patches.length; i++) mean[i % width]! += patches[i]! / count;
  const lower = choleskyFactor(spreadOf(patches, mean));
  const [filters, biases] = [new Float32Array(FILTERS * width), new Float32Array(FILTERS)];
  for (let filter = 0; filter < FILTERS; filter++) {
    const from = Math.floor((filter * count) / FILTERS) * width; // they lie in an order drawn by lot
    const own = Float64Array.from(mean, (middle, i) => patches[from + i]! - middle);
    const solved = solveFactored(lower, own);
    const length = Math.sqrt(solved.reduce((sum, value, i) => sum + value * own[i]!, 0)) || 1;
    const middle = solved.reduce((sum, value) => sum + value, 0) / width; // a patch less its mean has nothing of it
    for (let i = 0; i < width; i++) filters[filter * width + i] = (solved[i]! - middle) / length;
    biases[filter] = solved.reduce((sum, value, i) => sum + value * mean[i]!, 0) / length;
  }
  return { filters, biases };
}

/** [width][i + 1] how patches spread around their mean, the lower half. */
function spreadOf(patches: Float64Array, mean: Float64Array): Float64Array[] {
  const width = mean.length;
  const count = patches.length / width;
  const spread = Array.from({ length: width }, (_, i) => new Float64Array(i + 1));
  const own = new Float64Array(width);
  for (let from = 0; from < patches.length; from += width) {
    for (let i = 0; i < width; i++) own[i] = patches[from + i]! - mean[i]!;
    for (let i = 0; i < width; i++) {
      const row = spread[i]!;
      const value = own[i]! / count;
      for (let j = 0; j <= i; j++) row[j]! += value * own[j]!;
    }
  }
  for (let i = 0; i < width; i++) spread[i]![i]! += BETWEEN;
  return spread;
}
