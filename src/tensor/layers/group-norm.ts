import { ones, zeros } from "../initialisers.js";
import { filled } from "../leaves.js";
import { add, mul } from "../ops/elementwise.js";
import { reshape } from "../ops/movement.js";
import { layerNormalization } from "../ops/normalise.js";
import { known, sizeOf } from "../shape.js";
import { BadUse, shapesText } from "../tensor.js";
import type { Layer } from "./layer.js";

/**
 * The channels of every example in `groups`, each brought to mean 0 and variance 1, then every channel scaled and shifted:
 * [batch, channels, …] to the same, whatever else is in the batch. Source: Wu & He (2018), arXiv:1803.08494.
 */
export const groupNorm = (groups: number, { epsilon = 1e-5 } = {}): Layer => ({
  kind: "groupNorm",
  call(x, scope) {
    const [channels = 0, ...extents] = known(x.shape.slice(1));
    if (channels % groups !== 0) throw new BadUse("groupNorm", shapesText([x]), `channels in ${groups} groups`);
    const width = sizeOf([channels / groups, ...extents]);
    const rows = reshape(x, [-1, width]);
    const normal = reshape(
      layerNormalization(rows, filled(1, [width]), filled(0, [width]), epsilon)[0] ?? rows,
      x.shape,
    );
    const across = [channels, ...extents.map(() => 1)];
    const [scale, shift] = [
      scope.parameter("scale", [channels], ones, { decays: false }),
      scope.parameter("shift", [channels], zeros, { decays: false }),
    ];
    return add(mul(normal, reshape(scale, across)), reshape(shift, across));
  },
});
