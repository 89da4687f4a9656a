import { flattenFrom } from "../ops/movement.js";
import type { Layer } from "./layer.js";

/** [batch, …] to [batch, all the rest]. */
export const flatten = (): Layer => ({ kind: "flatten", call: (x) => flattenFrom(x, 1) });
