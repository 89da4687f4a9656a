import type { Scope } from "../scope.js";
import type { Tensor } from "../tensor.js";

/** One step of a network: takes a tensor, gives another; its weights live in the scope it is called in. */
export interface Layer {
  /** What it is, as it stands in the names of its weights. */
  readonly kind: string;
  call(x: Tensor, scope: Scope): Tensor;
}
