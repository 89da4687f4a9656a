import type { Op } from "../tensor.js";
import { attentionOp } from "./attention.js";
import { gruOp } from "./gru.js";
import { lstmOp } from "./lstm.js";
import { normalisedDenseOp } from "./normalised-dense.js";

/** Every composite, by name. */
export const composites: ReadonlyMap<string, Op> = new Map(
  [attentionOp, gruOp, lstmOp, normalisedDenseOp].map((op) => [op.name, op]),
);
