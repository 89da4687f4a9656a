import { normalRandom } from "#numeric/normal-random.js";
import { sizeOf } from "./shape.js";

/** How the first numbers of a weight are drawn, as plain data, so that a worker can draw them. */
export type Initialiser =
  | { readonly name: "zeros" | "ones" | "glorotUniform" | "heUniform" | "heNormal" | "lecunNormal" | "orthogonal" }
  | { readonly name: "normal" | "truncatedNormal"; readonly deviation: number }
  | { readonly name: "uniform"; readonly limit: number };

export const zeros: Initialiser = { name: "zeros" };
export const ones: Initialiser = { name: "ones" };
export const normal = (deviation: number): Initialiser => ({ name: "normal", deviation });
/** Normal, drawn anew beyond two deviations. */
export const truncatedNormal = (deviation: number): Initialiser => ({ name: "truncatedNormal", deviation });
/** Uniform within ±limit. */
export const uniform = (limit: number): Initialiser => ({ name: "uniform", limit });
/** Uniform within ±√(6 / (in + out)). Source: Glorot & Bengio (2010), equation 16. */
export const glorotUniform: Initialiser = { name: "glorotUniform" };
/** Uniform within ±√(6 / in), for layers before a ReLU. Source: He et al. (2015), arXiv:1502.01852, equation 10. */
export const heUniform: Initialiser = { name: "heUniform" };
/** Normal with variance 2 / in. Source: He et al. (2015), arXiv:1502.01852, equation 10. */
export const heNormal: Initialiser = { name: "heNormal" };
/** Normal with variance 1 / in. Source: LeCun et al. (1998), "Efficient BackProp", equation 16. */
export const lecunNormal: Initialiser = { name: "lecunNormal" };
/** Rows (or columns, where there are more rows) at right angles to each other. Source: Saxe et al. (2013), arXiv:1312.6120. */
export const orthogonal: Initialiser = { name: "orthogonal" };

/** The first numbers of a weight. @param random a stream in [0, 1) */
export function drawn(initialiser: Initialiser, shape: readonly number[], random: () => number): Float32Array {
  const draw = (next: () => number) => Float32Array.from({ length: sizeOf(shape) }, next);
  const within = (limit: number) => draw(() => limit * (2 * random() - 1));
  const around = (deviation: number) => draw(() => deviation * normalRandom(random));
  const { into, out } = fans(shape);
  switch (initialiser.name) {
    case "zeros":
      return draw(() => 0);
    case "ones":
      return draw(() => 1);
    case "normal":
      return around(initialiser.deviation);
    case "truncatedNormal":
      return draw(() => initialiser.deviation * withinTwo(random));
    case "uniform":
      return within(initialiser.limit);
    case "glorotUniform":
      return within(Math.sqrt(6 / (into + out)));
    case "heUniform":
      return within(Math.sqrt(6 / into));
    case "heNormal":
      return around(Math.sqrt(2 / into));
    case "lecunNormal":
      return around(Math.sqrt(1 / into));
    case "orthogonal":
      return atRightAngles(shape, random);
  }
}

function withinTwo(random: () => number): number {
  for (;;) {
    const one = normalRandom(random);
    if (Math.abs(one) <= 2) return one;
  }
}

/** By modified Gram–Schmidt on normal numbers. @param shape two axes */
function atRightAngles([rows = 1, columns = 1]: readonly number[], random: () => number): Float32Array {
  const [count, width] = rows <= columns ? [rows, columns] : [columns, rows];
  const vectors: Float64Array[] = [];
  while (vectors.length < count) {
    const vector = Float64Array.from({ length: width }, () => normalRandom(random));
    for (const other of vectors) {
      const along = vector.reduce((sum, one, i) => sum + one * (other[i] ?? 0), 0);
      for (let i = 0; i < width; i += 1) vector[i] = (vector[i] ?? 0) - along * (other[i] ?? 0);
    }
    const length = Math.hypot(...vector);
    if (length > 1e-6) vectors.push(vector.map((one) => one / length));
  }
  const at = (row: number, column: number) => (rows <= columns ? vectors[row]?.[column] : vectors[column]?.[row]) ?? 0;
  return Float32Array.from({ length: rows * columns }, (_, i) => at(Math.floor(i / columns), i % columns));
}

/** How many numbers come into one unit and go out of it: [in, out], or [filters, channels, kernel…]. */
function fans(shape: readonly number[]): { into: number; out: number } {
  if (shape.length <= 2) return { into: shape[0] ?? 1, out: shape[1] ?? shape[0] ?? 1 };
  const [filters = 1, channels = 1, ...kernel] = shape;
  return { into: channels * sizeOf(kernel), out: filters * sizeOf(kernel) };
}
