import { normal } from "../initialisers.js";
import { embedding } from "../layers/embedding.js";
import { layerNorm } from "../layers/layer-norm.js";
import { transformerBlock } from "../layers/transformer-block.js";
import { scalar } from "../leaves.js";
import type { Network } from "../network.js";
import { add, div, max, mul } from "../ops/elementwise.js";
import { reshape, slice, transpose } from "../ops/movement.js";
import { reduceSum } from "../ops/reduce.js";
import type { Scope } from "../scope.js";
import { BadUse, type Tensor } from "../tensor.js";
import type { EncoderConfig } from "./encoder-config.js";

export interface EncoderSettings {
  /** Tokens of a row; shorter texts are filled up. */
  readonly length: number;
  /** Share of numbers left out in training; absent: the configuration's. */
  readonly dropout?: number;
}

const DEVIATION = 0.02; // of weights that are drawn; those of a folder are read

/**
 * The encoder of BERT and RoBERTa: what every token means where it stands.
 *
 * Source: Devlin et al. (2019), arXiv:1810.04805; Liu et al. (2019), arXiv:1907.11692. Weights are named as `encoderWeights`
 * names them.
 *
 * @param ids [batch, length] whole numbers @param present [batch, length] 1 where there is a token, 0 where the row is filled up
 * @returns [length, batch, width]
 */
export function encoded(
  { ids, present }: { readonly ids: Tensor; readonly present: Tensor },
  scope: Scope,
  config: EncoderConfig,
  { length, dropout = config.dropout }: EncoderSettings,
): Tensor {
  const { vocabulary, width, heads, hidden, activation, epsilon, positions, segments } = config;
  if (length < 1 || positions.first + length > positions.rows) {
    throw new BadUse("encoded", `a length of ${length}`, `1 to ${positions.rows - positions.first}`);
  }
  const rowsOf = (name: string, rows: number, from: number, count: number) => {
    const table = scope.parameter(name, [rows, width], normal(DEVIATION), { decays: false });
    return reshape(slice(table, [from], [from + count], [0]), [count, 1, width]);
  };
  const words = embedding(vocabulary, width, { sparse: true }).call(ids, scope.within("words"));
  const placed = add(words, rowsOf("positions", positions.rows, positions.first, length));
  const all = segments > 0 ? add(placed, rowsOf("segments", segments, 0, 1)) : placed;
  let x = scope.dropout(layerNorm({ epsilon }).call(all, scope.within("norm")), { rate: dropout, batchAxis: 1 });
  for (let layer = 0; layer < config.layers; layer++) {
    const options = { heads, hidden, activation, epsilon, dropout, present, norm: "after" as const };
    x = transformerBlock(x, scope.within(`layer ${layer}`), options).y;
  }
  return x;
}

/** The mean of what the tokens that are there mean. @param x [length, batch, width] @returns [batch, width] */
export function meanOfPresent(x: Tensor, present: Tensor): Tensor {
  const [length = 1, batch = 1] = x.shape;
  const there = reshape(transpose(present, [1, 0]), [length, batch, 1]);
  return div(reduceSum(mul(x, there), [0]), max(reduceSum(there, [0]), scalar(1)));
}

/** Token ids in, hidden states [batch, length, width] and their mean [batch, width] out. */
export function encoderNetwork(config: EncoderConfig, settings: EncoderSettings): Network {
  return {
    inputs: { ids: { shape: [settings.length], type: "int64" }, present: { shape: [settings.length] } },
    call({ ids, present }, scope) {
      const x = encoded({ ids: ids!, present: present! }, scope, config, settings);
      return { hidden: transpose(x, [1, 0, 2]), mean: meanOfPresent(x, present!) };
    },
  };
}
