import { heNormal } from "#tensor/initialisers.js";
import { batchNorm } from "#tensor/layers/batch-norm.js";
import { conv2d } from "#tensor/layers/convolution.js";
import { dense } from "#tensor/layers/dense.js";
import { dropout } from "#tensor/layers/dropout.js";
import { globalAveragePool, maxPool2d } from "#tensor/layers/pooling.js";
import { scalar } from "#tensor/leaves.js";
import { add, mul, relu, sub } from "#tensor/ops/elementwise.js";
import type { Scope } from "#tensor/scope.js";
import type { Tensor } from "#tensor/tensor.js";
import { networkClassifier } from "./fit-network.js";
import type { NetworkKind, NetworkTraining } from "./network-kind.js";

const FEW = 12_000;

/**
 * A small residual network: a first convolution and a pool, then stages of a widening convolution and, in the later ones, a block of two
 * whose input is added to what they make; batch norm after each, a pool between stages, the mean over all places, dropout, a dense layer.
 * AdamW, one cycle of the rate, weights averaged at the end; few pictures are changed more and looked at more often.
 *
 * Source: He et al. (2016), Deep residual learning for image recognition, arXiv:1512.03385; the shape and schedule of small fast ones:
 * Smith & Topin (2019), arXiv:1708.07120.
 */
export const residualNetwork: NetworkKind = {
  name: "residual",
  fewest: 400,
  network: ({ side, channels }, classes) => ({
    inputs: { x: { shape: [channels, side, side] } },
    call({ x }, scope) {
      const even = mul(sub(x!, scalar(0.5)), scalar(4));
      const map = stages(side > 40 ? large : small, even, scope);
      const features = globalAveragePool().call(map, scope);
      const kept = dropout(0.2).call(features, scope.within("dropout"));
      return { y: dense(classes).call(kept, scope.within("dense")), features, map };
    },
  }),
  training: (pictures, { side }) => (pictures < FEW ? ofFew(side) : ofMany),
};

export const residual = networkClassifier(residualNetwork);

interface Stage {
  readonly width: number;
  readonly blocks: number;
  /** Places from one window of the widening convolution to the next. */
  readonly strides?: number;
}

const small: readonly Stage[] = [
  { width: 32, blocks: 0 },
  { width: 48, blocks: 1 },
  { width: 128, blocks: 1 },
];
const large: readonly Stage[] = [
  { width: 32, blocks: 0, strides: 2 },
  { width: 48, blocks: 1 },
  { width: 96, blocks: 1 },
  { width: 160, blocks: 1 },
];

/** A pool between each two. */
function stages(plan: readonly Stage[], x: Tensor, scope: Scope): Tensor {
  return plan.reduce((before, { width, blocks, strides = 1 }, place) => {
    const inner = scope.within(`stage ${place}`);
    const pooled = place === 0 ? before : maxPool2d(2).call(before, inner);
    let y = convolution(pooled, { width, strides }, inner.within("widen"));
    for (let block = 0; block < blocks; block++) y = residualBlock(y, width, inner.within(`block ${block}`));
    return y;
  }, x);
}

const residualBlock = (x: Tensor, width: number, scope: Scope): Tensor =>
  add(x, convolution(convolution(x, { width }, scope.within("first")), { width }, scope.within("second")));

/** Of 3 × 3 places, batch norm, ReLU. */
function convolution(x: Tensor, { width, strides = 1 }: Pick<Stage, "width" | "strides">, scope: Scope): Tensor {
  const options = { padding: "same", bias: false, initial: heNormal, strides } as const;
  const y = conv2d(width, 3, options).call(x, scope.within("convolution"));
  return relu(batchNorm().call(y, scope.within("norm")));
}

const oneCycle = (rate: number) => (steps: number) =>
  ({ name: "one-cycle", rate, steps: Math.max(2, steps), rising: 0.25, startDivisor: 10, endDivisor: 100 }) as const;

const ofMany: NetworkTraining = {
  batchSize: 128,
  epochs: 30,
  optimiser: { name: "adamw", weightDecay: 0.02 },
  rate: oneCycle(4e-3),
  clipNorm: 2,
  augmentation: { flip: true, shift: 0.08, zoom: 0, turn: 0, colour: 0, erase: 0.15 },
  mixup: 0,
  smoothing: 0.05,
  averageFrom: 0.85,
  isMirrored: true,
};

const ofFew = (side: number): NetworkTraining => ({
  ...ofMany,
  batchSize: 64,
  epochs: 80,
  rate: oneCycle(3e-3),
  augmentation: { flip: true, shift: 0.1, zoom: 0.25, turn: 12, colour: side > 40 ? 0.3 : 0.15, erase: 0.25 },
  mixup: 0.2,
  smoothing: 0.1,
});
