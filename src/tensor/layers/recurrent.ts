import { gru as gruOf } from "../composites/gru.js";
import { lstm as lstmOf } from "../composites/lstm.js";
import { glorotUniform, orthogonal, zeros } from "../initialisers.js";
import type { Scope } from "../scope.js";
import { known } from "../shape.js";
import { BadUse, shapesText, type Tensor } from "../tensor.js";
import type { Layer } from "./layer.js";

export interface RecurrentOptions {
  /** "last": [batch, units]; "all": [length, batch, units]. Absent: last. */
  readonly states?: "last" | "all";
}

/** Gated recurrent units over a sequence: [length, batch, width] to its last state, or all. Cho et al. (2014). */
export const gru = (units: number, { states = "last" }: RecurrentOptions = {}): Layer => ({
  kind: "gru",
  call(x, scope) {
    const found = gruOf({ ...weightsOf("gru", x, scope, { units, gates: 3 }), first: [] });
    return states === "all" ? found.states : found.last;
  },
});

/** Long short-term memory over a sequence: [length, batch, width] to its last state, or all. Hochreiter & Schmidhuber (1997). */
export const lstm = (units: number, { states = "last" }: RecurrentOptions = {}): Layer => ({
  kind: "lstm",
  call(x, scope) {
    const found = lstmOf({ ...weightsOf("lstm", x, scope, { units, gates: 4 }), first: [] });
    return states === "all" ? found.states : found.last;
  },
});

function weightsOf(kind: string, x: Tensor, scope: Scope, { units, gates }: { units: number; gates: number }) {
  if (x.shape.length !== 3) throw new BadUse(kind, shapesText([x]), "[length, batch, width]");
  const [width = 0] = known(x.shape.slice(-1));
  const rows = gates * units;
  return {
    x,
    inputWeights: scope.parameter("input weights", [rows, width], glorotUniform),
    hiddenWeights: scope.parameter("hidden weights", [rows, units], orthogonal),
    inputBias: scope.parameter("input bias", [rows], zeros, { decays: false }),
    hiddenBias: scope.parameter("hidden bias", [rows], zeros, { decays: false }),
  };
}
