import { ones, zeros } from "../initialisers.js";
import { layerNormalization } from "../ops/normalise.js";
import { known } from "../shape.js";
import type { Layer } from "./layer.js";

/** Every row brought to mean 0 and variance 1, then scaled and shifted: [..., width] to [..., width]. Ba, Kiros & Hinton (2016). */
export const layerNorm = ({ epsilon = 1e-5 } = {}): Layer => ({
  kind: "layerNorm",
  call(x, scope) {
    const shape = known(x.shape.slice(-1));
    const [scale, shift] = [
      scope.parameter("scale", shape, ones, { decays: false }),
      scope.parameter("shift", shape, zeros, { decays: false }),
    ];
    return layerNormalization(x, scale, shift, epsilon)[0] ?? x;
  },
});
