import type { Op } from "../tensor.js";
import { convolutionOps } from "./convolution.js";
import { elementwiseOps } from "./elementwise.js";
import { gatherOps } from "./gather.js";
import { matrixOps } from "./matrix.js";
import { movementOps } from "./movement.js";
import { normaliseOps } from "./normalise.js";
import { reduceOps } from "./reduce.js";

/** Every primitive, by its ONNX name. */
export const ops: ReadonlyMap<string, Op> = new Map(
  [elementwiseOps, movementOps, reduceOps, matrixOps, gatherOps, convolutionOps, normaliseOps]
    .flat()
    .map((op) => [op.name, op]),
);
