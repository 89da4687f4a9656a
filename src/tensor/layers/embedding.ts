import { type Initialiser, normal } from "../initialisers.js";
import { gather } from "../ops/gather.js";
import { transpose } from "../ops/movement.js";
import type { Layer } from "./layer.js";

export interface EmbeddingOptions {
  readonly initial?: Initialiser;
  /** Whether only rows that were looked up are updated: for tables of thousands of rows. Absent: no. */
  readonly sparse?: boolean;
}

/**
 * A row of a table for every id. Ids [batch] to [batch, width]; ids of sequences [batch, length] to
 * `[length, batch, width]`: sequences run along the first axis, as in PyTorch, so that nothing need be turned round.
 */
export function embedding(
  rows: number,
  width: number,
  { initial = normal(0.02), sparse = false }: EmbeddingOptions = {},
): Layer {
  return {
    kind: "embedding",
    call(ids, scope) {
      const ordered = ids.shape.length === 2 ? transpose(ids, [1, 0]) : ids;
      if (sparse) return scope.rows("table", { rows, width, initial }, ordered);
      return gather(scope.parameter("table", [rows, width], initial, { decays: false }), ordered);
    },
  };
}
