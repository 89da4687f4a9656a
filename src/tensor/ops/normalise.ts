import { applyAll, BadUse, numberIn, type Op, shapesText, type Tensor } from "../tensor.js";

/**
 * x̂ = (x − mean) / √(variance + epsilon) along the last axis, times a scale, plus a shift; then the mean and 1/√(…)
 * of each row, their last extent one. The variance is that of the row (divided by n).
 *
 * Source: Ba, Kiros & Hinton (2016), arXiv:1607.06450.
 */
export const layerNormalizationOp: Op = {
  name: "LayerNormalization",
  floats: ["epsilon"],
  infer(inputs) {
    const [x, scale, shift] = inputs;
    const width = x?.shape.at(-1);
    if (!x || scale?.shape.length !== 1 || scale.shape[0] !== width || (shift && shift.shape[0] !== width)) {
      throw new BadUse("LayerNormalization", shapesText(inputs), "[…, width], [width] and [width]");
    }
    const rows = { shape: x.shape.with(-1, 1), type: "float32" as const };
    return [{ shape: x.shape, type: "float32" }, rows, rows];
  },
  evaluate: ([x, scale, shift], { attributes }) => {
    if (!x || !scale) return [];
    const width = x.shape.at(-1) ?? 1;
    const rowsShape = x.shape.with(-1, 1);
    const rows = x.data.length / width;
    const [mean, inverse] = [new Float64Array(rows), new Float64Array(rows)];
    for (let row = 0; row < rows; row += 1) {
      const numbers = x.data.subarray(row * width, (row + 1) * width);
      const average = numbers.reduce((all, one) => all + one, 0) / width;
      const variance = numbers.reduce((all, one) => all + (one - average) ** 2, 0) / width;
      mean[row] = average;
      inverse[row] = 1 / Math.sqrt(variance + numberIn(attributes, "epsilon", 1e-5));
    }
    const data = x.data.map((one, i) => {
      const row = Math.floor(i / width);
      return (
        (one - (mean[row] ?? 0)) * (inverse[row] ?? 0) * (scale.data[i % width] ?? 1) + (shift?.data[i % width] ?? 0)
      );
    });
    return [
      { shape: x.shape, data },
      { shape: rowsShape, data: mean },
      { shape: rowsShape, data: inverse },
    ];
  },
};

export const normaliseOps: readonly Op[] = [layerNormalizationOp];

/** x̂, mean and 1/σ. */
export const layerNormalization = (x: Tensor, scale: Tensor, shift: Tensor, epsilon: number): readonly Tensor[] =>
  applyAll(layerNormalizationOp, [x, scale, shift], { axis: -1, epsilon, stash_type: 1 });
