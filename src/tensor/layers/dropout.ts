import type { DropoutOptions } from "../scope.js";
import type { Layer } from "./layer.js";

/**
 * In training, a share `rate` of the numbers becomes zero and the others grow by 1 / (1 − rate).
 *
 * Source: Srivastava et al. (2014), "Dropout", JMLR 15; scaled in training, as everybody does.
 */
export const dropout = (rate: number, options: Omit<DropoutOptions, "rate"> = {}): Layer => ({
  kind: "dropout",
  call: (x, scope) => scope.dropout(x, { rate, ...options }),
});
