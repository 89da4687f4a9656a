import type { Op } from "../tensor.js";
import { attentionOp } from "./attention.js";
import { convolutionPoolOp } from "./convolution-pool.js";
import { gruOp } from "./gru.js";
import { lstmOp } from "./lstm.js";
import { normalisedDenseOp } from "./normalised-dense.js";
import { poolTilesOp } from "./pool-tiles.js";

/** Every composite, by name. */
export const composites: ReadonlyMap<string, Op> = new Map(
  [attentionOp, convolutionPoolOp, gruOp, lstmOp, normalisedDenseOp, poolTilesOp].map((op) => [op.name, op]),
);
