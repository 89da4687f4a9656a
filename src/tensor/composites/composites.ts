import type { Op } from "../tensor.js";
import { attentionOp } from "./attention.js";
import { normalisedDenseOp } from "./normalised-dense.js";

/** Every composite, by name. */
export const composites: ReadonlyMap<string, Op> = new Map([attentionOp, normalisedDenseOp].map((op) => [op.name, op]));
