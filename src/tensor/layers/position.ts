import { normal } from "../initialisers.js";
import { constant } from "../leaves.js";
import { add } from "../ops/elementwise.js";
import { reshape } from "../ops/movement.js";
import { known } from "../shape.js";
import type { Layer } from "./layer.js";

/** A learned vector for every place added: [length, batch, width] to the same. */
export const learnedPositions = ({ deviation = 0.02 } = {}): Layer => ({
  kind: "learnedPositions",
  call(x, scope) {
    const [length = 0, width = 0] = known([x.shape[0] ?? 0, x.shape[2] ?? 0]);
    const positions = scope.parameter("positions", [length, width], normal(deviation), { decays: false });
    return add(x, reshape(positions, [length, 1, width]));
  },
});

/**
 * Sines and cosines of every place added, in wavelengths from 2π to 10,000 · 2π: [length, batch, width] to the same.
 *
 * Source: Vaswani et al. (2017), arXiv:1706.03762, section 3.5.
 */
export const sinusoidalPositions = (): Layer => ({
  kind: "sinusoidalPositions",
  call(x) {
    const [length = 0, width = 0] = known([x.shape[0] ?? 0, x.shape[2] ?? 0]);
    const waves = Float32Array.from({ length: length * width }, (_, i) => {
      const [place, column] = [Math.floor(i / width), i % width];
      const angle = place / 10_000 ** ((column - (column % 2)) / width);
      return column % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
    });
    return add(x, constant(waves, [length, 1, width]));
  },
});
