import { embedding } from "#tensor/layers/embedding.js";
import { scalar } from "#tensor/leaves.js";
import type { InputSpec, Network } from "#tensor/network.js";
import { add, div, mul, sqrt } from "#tensor/ops/elementwise.js";
import { matMul } from "#tensor/ops/matrix.js";
import { transpose } from "#tensor/ops/movement.js";
import { reduceSum, softmax } from "#tensor/ops/reduce.js";
import type { Scope } from "#tensor/scope.js";
import type { Tensor } from "#tensor/tensor.js";

/** What reads a sequence. */
export interface Encoder {
  readonly name: string;
  /** Share of histories that its rows hold whole. */
  readonly whole: number;
  /**
   * @param x [length, batch, width] the items, oldest first
   * @param segment [batch, length] float: places of one number are one customer's; 0 is padding
   * @returns [length, batch, width] what each place says of the next, from itself and those before
   */
  encode(x: Tensor, segment: Tensor, scope: Scope, settings: SequenceSettings): Tensor;
}

export interface SequenceSettings {
  readonly items: number;
  /** Places in a row. */
  readonly length: number;
  readonly width: number;
  /** Share of numbers left out in training. */
  readonly dropout: number;
  /** What similarities, in [−1, 1], are divided by before the softmax. */
  readonly temperature: number;
  /** Items that stand for all others in a step's loss. */
  readonly negatives: number;
}

/** Reads histories: what each place says of the next item, and the rows of the items the loss compares it with. */
export function trainingNetwork(encoder: Encoder, settings: SequenceSettings): Network {
  const { length, negatives } = settings;
  const ids: InputSpec = { shape: [length], type: "int64" };
  return {
    inputs: {
      items: ids,
      segment: { shape: [length] },
      targets: ids,
      negatives: { shape: [negatives], type: "int64", isShared: true },
    },
    call: (inputs, scope) => ({
      hidden: hiddenOf(encoder, settings, inputs, scope), // [length, batch, width]
      targets: unit(tableOf(settings).call(inputs["targets"]!, scope)), // [length, batch, width]
      negatives: unit(tableOf(settings).call(inputs["negatives"]!, scope)), // [negatives, width]
    }),
  };
}

/** From rows of histories to what each place says: what is saved. */
export function readingNetwork(encoder: Encoder, settings: SequenceSettings): Network {
  return {
    inputs: { items: { shape: [settings.length], type: "int64" }, segment: { shape: [settings.length] } },
    call: (inputs, scope) => ({
      hidden: transpose(hiddenOf(encoder, settings, inputs, scope), [1, 0, 2]), // [batch, length, width]
    }),
  };
}

/** From what a place says to the chance of every item: what is saved. */
export function rankingNetwork({ items, width, temperature }: SequenceSettings): Network {
  return {
    inputs: { hidden: { shape: [width] } },
    call({ hidden }, scope) {
      const table = scope.parameter("items", [width, items], { name: "zeros" });
      return { chance: softmax(mul(matMul(hidden!, table), scalar(1 / temperature))) }; // [batch, items]
    },
  };
}

/** The weight `items` of `rankingNetwork`: rows of the table, of length 1, turned into columns. */
export function unitColumns(table: Float32Array, { items, width }: SequenceSettings): Float32Array {
  const columns = new Float32Array(width * items);
  for (let i = 0; i < items; i++) {
    let squares = SMALL;
    for (let d = 0; d < width; d++) squares += table[i * width + d]! ** 2;
    const scale = 1 / Math.sqrt(squares);
    for (let d = 0; d < width; d++) columns[d * items + i] = table[i * width + d]! * scale;
  }
  return columns;
}

/** Name of the item table among the weights. Its last row is padding's. */
export const TABLE = "table";

const SMALL = 1e-12; // a row of zeros stays one

function tableOf({ items, width }: SequenceSettings) {
  return embedding(items + 1, width, { sparse: true });
}

function hiddenOf(
  encoder: Encoder,
  settings: SequenceSettings,
  { items, segment }: Readonly<Record<string, Tensor>>,
  scope: Scope,
): Tensor {
  const rows = mul(tableOf(settings).call(items!, scope), scalar(Math.sqrt(settings.width)));
  const x = scope.dropout(rows, { rate: settings.dropout, batchAxis: 1 });
  return unit(encoder.encode(x, segment!, scope.within(encoder.name), settings));
}

/** Every row brought to length 1. */
function unit(x: Tensor): Tensor {
  return div(x, sqrt(add(reduceSum(mul(x, x), [-1], { keep: true }), scalar(SMALL))));
}
