import { residualNetwork } from "#models/image/residual.js";
import { mulberry32 } from "#numeric/mulberry32.js";
import { normalRandom } from "#numeric/normal-random.js";
import { conv2d } from "#tensor/layers/convolution.js";
import { dense } from "#tensor/layers/dense.js";
import { embedding } from "#tensor/layers/embedding.js";
import { flatten } from "#tensor/layers/flatten.js";
import { layerNorm } from "#tensor/layers/layer-norm.js";
import { maxPool2d } from "#tensor/layers/pooling.js";
import { learnedPositions } from "#tensor/layers/position.js";
import { gru } from "#tensor/layers/recurrent.js";
import { sequential } from "#tensor/layers/sequential.js";
import { transformerBlock } from "#tensor/layers/transformer-block.js";
import { scalar } from "#tensor/leaves.js";
import { crossEntropy } from "#tensor/losses/cross-entropy.js";
import { sampledCrossEntropy } from "#tensor/losses/sampled-cross-entropy.js";
import { type InputSpec, type Network, networkOf } from "#tensor/network.js";
import { add, mul, neg, softplus } from "#tensor/ops/elementwise.js";
import { reshape, transpose } from "#tensor/ops/movement.js";
import { reduceMean, reduceSum } from "#tensor/ops/reduce.js";
import type { Tensor } from "#tensor/tensor.js";
import type { Batch } from "#tensor/train/batch.js";
import type { Loss } from "#tensor/train/training-graph.js";

const BATCH = 128;
const ITEMS = 12_101;
const LENGTH = 50;
const WIDTH = 64;

/** One of the networks of the benchmark, as bench/peers/tensor_torch.py has them too, and batches for it. */
export interface BenchModel {
  readonly network: Network;
  readonly loss: Loss;
  readonly given: Readonly<Record<string, InputSpec>>;
  readonly batches: readonly Batch[];
}

const random = mulberry32(1);
const floats = (length: number) => Float32Array.from({ length }, () => normalRandom(random));
const wholes = (length: number, below: number) => Int32Array.from({ length }, () => Math.floor(below * random()));

function classifier(network: Network, size: number): BenchModel {
  return {
    network,
    loss: ({ y }, { label }) => crossEntropy(y!, label!),
    given: { label: { shape: [], type: "int64" } },
    batches: [{ rows: BATCH, inputs: { x: floats(BATCH * size), label: wholes(BATCH, 10) } }],
  };
}

/** [batch, length, width] to a network that reads sequences along the first axis. */
function ofSequences(
  length: number,
  width: number,
  call: (x: Tensor, scope: Parameters<Network["call"]>[1]) => Tensor,
): Network {
  return {
    inputs: { x: { shape: [length, width] } },
    call: ({ x }, scope) => ({ y: call(transpose(x!, [1, 0, 2]), scope) }),
  };
}

const ids = { shape: [LENGTH], type: "int64" } as const;
const items = embedding(ITEMS + 1, WIDTH, { sparse: true });

/** SASRec's states over a sequence: [length, batch, width]. */
function states(sequence: Tensor, scope: Parameters<Network["call"]>[1]): Tensor {
  let x = learnedPositions().call(mul(items.call(sequence, scope), scalar(Math.sqrt(WIDTH))), scope);
  for (const place of [0, 1]) {
    x = transformerBlock(x, scope.within(`block ${place}`), { heads: 2, isCausal: true, activation: "relu" }).y;
  }
  return layerNorm().call(x, scope);
}

const someItems = (length: number) => wholes(length, ITEMS).map((item) => item + 1);

/** With one positive and one negative a place, by binary cross-entropy. */
function sasrec(): BenchModel {
  const network: Network = {
    inputs: { sequence: ids, positive: ids, negative: ids },
    call({ sequence, positive, negative }, scope) {
      const h = states(sequence!, scope);
      const scores = (targets: Tensor) => reduceSum(mul(h, items.call(targets, scope)), [-1]); // [length, batch]
      return { positives: scores(positive!), negatives: scores(negative!) };
    },
  };
  return {
    network,
    loss: ({ positives, negatives }) => transpose(add(softplus(neg(positives!)), softplus(negatives!)), [1, 0]),
    given: {},
    batches: Array.from({ length: 8 }, () => ({
      rows: BATCH,
      inputs: {
        sequence: someItems(BATCH * LENGTH),
        positive: someItems(BATCH * LENGTH),
        negative: someItems(BATCH * LENGTH),
      },
    })),
  };
}

/** With 512 negatives that the batch shares, by sampled softmax. */
function sampledSasrec(): BenchModel {
  const network: Network = {
    inputs: { sequence: ids, positive: ids, negative: { shape: [512], type: "int64", isShared: true } },
    call({ sequence, positive, negative }, scope) {
      const rows = (x: Tensor) => reshape(x, [-1, WIDTH]);
      const h = states(sequence!, scope);
      return { losses: sampledCrossEntropy(rows(h), rows(items.call(positive!, scope)), items.call(negative!, scope)) };
    },
  };
  return {
    network,
    loss: ({ losses }) => transpose(reshape(losses!, [LENGTH, -1]), [1, 0]),
    given: {},
    batches: Array.from({ length: 8 }, () => ({
      rows: BATCH,
      inputs: { sequence: someItems(BATCH * LENGTH), positive: someItems(BATCH * LENGTH), negative: someItems(512) },
    })),
  };
}

function encoder(): BenchModel {
  const network = ofSequences(64, 256, (x, scope) => {
    let y = x;
    for (const place of [0, 1, 2, 3]) {
      y = transformerBlock(y, scope.within(`block ${place}`), {
        heads: 4,
        hidden: 1024,
        activation: "relu",
        norm: "after",
      }).y;
    }
    return dense(10).call(reduceMean(y, [0]), scope);
  });
  return classifier(network, 64 * 256);
}

const images = (layers: Parameters<typeof sequential>[0]) =>
  classifier(networkOf(sequential(layers), { shape: [1, 28, 28] }), 784);

/** Those PyTorch is asked for too. */
export const benchModels: Readonly<Record<string, () => BenchModel>> = {
  cnn: () => images([conv2d(32, 3, { activation: "relu" }), maxPool2d(2), flatten(), dense(10)]),
  gru: () =>
    classifier(
      ofSequences(50, 64, (x, scope) => dense(10).call(gru(64).call(x, scope), scope)),
      50 * 64,
    ),
  sasrec,
  "deep-cnn": () => {
    const convolutions = [
      conv2d(32, 3, { activation: "relu" }),
      conv2d(64, 3, { activation: "relu" }),
      maxPool2d(2),
      flatten(),
    ];
    return images([...convolutions, dense(128, { activation: "relu" }), dense(10)]);
  },
  residual: () => classifier(residualNetwork.network({ side: 28, channels: 1 }, 10), 784),
  encoder,
};

/** Those whose memory is measured. */
export const memoryModels: Readonly<Record<string, () => BenchModel>> = {
  sasrec,
  "sasrec, 512 negatives": sampledSasrec,
};
