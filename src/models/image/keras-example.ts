import { noAugmentation } from "#image/augment.js";
import { conv2d } from "#tensor/layers/convolution.js";
import { dense } from "#tensor/layers/dense.js";
import { flatten } from "#tensor/layers/flatten.js";
import { maxPool2d } from "#tensor/layers/pooling.js";
import { maxPool } from "#tensor/ops/convolution.js";
import { networkClassifier } from "./fit-network.js";
import type { NetworkKind } from "./network-kind.js";

/**
 * The network of Keras' introduction as it stands: a convolution of 32 filters of 3 × 3 with ReLU, the greatest of every 2 × 2, a dense layer; Adam
 * at 0.001, batches of 128, ten epochs, nothing changed about the pictures.
 *
 * Source: Chollet, Deep learning with Python; the Keras guides on image classification.
 */
export const kerasNetwork: NetworkKind = {
  name: "keras-example",
  fewest: 60,
  network: ({ side, channels }, classes) => ({
    inputs: { x: { shape: [channels, side, side] } },
    call({ x }, scope) {
      const map = conv2d(32, 3, { activation: "relu" }).call(x!, scope.within("convolution"));
      // in training the pool is written so that the map never lies in memory; only a net that is asked has one
      const pooled = scope.isTraining ? maxPool2d(2).call(map, scope) : maxPool(map, [2, 2]);
      const features = flatten().call(pooled, scope);
      return { y: dense(classes).call(features, scope.within("dense")), features, map };
    },
  }),
  training: () => ({
    batchSize: 128,
    epochs: 10,
    patience: 3,
    optimiser: { name: "adam" },
    rate: () => 1e-3,
    augmentation: noAugmentation,
    mixup: 0,
    smoothing: 0,
    isMirrored: false,
  }),
};

export const kerasExample = networkClassifier(kerasNetwork);
