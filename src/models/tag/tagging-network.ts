import { conditionalRandomField, transitionsOf } from "#tensor/layers/conditional-random-field.js";
import { dense } from "#tensor/layers/dense.js";
import { embedding } from "#tensor/layers/embedding.js";
import { lstm } from "#tensor/layers/recurrent.js";
import type { InputSpec, Network } from "#tensor/network.js";
import { sub } from "#tensor/ops/elementwise.js";
import { concat, reshape, slice, transpose } from "#tensor/ops/movement.js";
import type { Scope } from "#tensor/scope.js";
import type { Tensor } from "#tensor/tensor.js";
import type { Loss } from "#tensor/train/training-graph.js";
import { each, type IdColumn, idColumns } from "./token-ids.js";

export interface TaggingSettings {
  /** Rows of the table of each column. */
  readonly rows: Readonly<Record<IdColumn, number>>;
  readonly tags: number;
  /** Tokens of a row. */
  readonly length: number;
  readonly units: number;
  readonly dropout: number;
}

/** Numbers that stand for a value of each column. */
const widths: Readonly<Record<IdColumn, number>> = { form: 48, before: 32, after: 32, word: 32, place: 4 };

type Inputs = Readonly<Record<string, Tensor>>;

const idSpecs = (length: number): Record<string, InputSpec> =>
  each(() => ({ shape: [length], type: "int64" as const }));

/**
 * A bidirectional LSTM whose scores a conditional random field ties together.
 *
 * Source: Huang, Xu & Yu (2015), arXiv:1508.01991.
 */
export function taggingNetwork(settings: TaggingSettings): Network {
  const { length, tags } = settings;
  const whole = { type: "int64" } as const;
  return {
    inputs: { ...idSpecs(length), labels: { shape: [length], ...whole }, lengths: { shape: [], ...whole } },
    call(inputs, scope) {
      const scores = emissions(inputs, scope, settings);
      const { partition, score } = conditionalRandomField(scores, transitionsOf(scope, tags), {
        labels: inputs["labels"]!,
        lengths: inputs["lengths"]!,
      });
      return { loss: sub(partition, score) };
    },
  };
}

export const taggingLoss: Loss = ({ loss }) => loss!;

/** From tokens to the score of every tag, [batch, length, tags]: what is saved. */
export function scoringNetwork(settings: TaggingSettings): Network {
  return {
    inputs: idSpecs(settings.length),
    call: (inputs, scope) => ({ scores: transpose(emissions(inputs, scope, settings), [1, 0, 2]) }),
  };
}

/** [length, batch, tags] */
function emissions(inputs: Inputs, scope: Scope, { rows, tags, length, units, dropout }: TaggingSettings): Tensor {
  const looked = idColumns.map((column) =>
    embedding(rows[column], widths[column], { sparse: true }).call(inputs[column]!, scope.within(column)),
  );
  const x = scope.dropout(concat(looked, -1), { rate: dropout, batchAxis: 1 });
  const there = lstm(units, { states: "all" }).call(x, scope.within("forward"));
  const back = turned(lstm(units, { states: "all" }).call(turned(x, length), scope.within("backward")), length);
  const read = scope.dropout(concat([there, back], -1), { rate: dropout, batchAxis: 1 });
  const flat = dense(tags).call(reshape(read, [-1, 2 * units]), scope.within("tags"));
  return reshape(flat, [length, read.shape[1] ?? 1, tags]);
}

/** The last along the first axis first. */
const turned = (x: Tensor, length: number) => slice(x, [length - 1], [-length - 1], [0], [-1]);
