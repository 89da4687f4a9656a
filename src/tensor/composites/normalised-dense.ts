import { constant } from "../leaves.js";
import { savedIn } from "../lowered.js";
import { add, mul, sub } from "../ops/elementwise.js";
import { gemm } from "../ops/matrix.js";
import { reshape } from "../ops/movement.js";
import { layerNormalization } from "../ops/normalise.js";
import { reduceMean, reduceSum } from "../ops/reduce.js";
import { known, sameDimension } from "../shape.js";
import { applyAll, BadUse, numberIn, type Op, shapesText, type Tensor } from "../tensor.js";

/**
 * Layer normalisation and the dense layers that read it: x̂ = norm(x), yᵢ = (x̂·γ + β) Wᵢ + bᵢ.
 *
 * Inputs: x [rows, width], γ [width], β [width], then a W [width, unitsᵢ] and a b [unitsᵢ] for each. Outputs: [rows, unitsᵢ] each.
 *
 * It is run as yᵢ = x̂ (γ·Wᵢ) + (β Wᵢ + bᵢ), so that scale and shift cost nothing a row. The gradient of x̂ is centred through the
 * weights: every row of γ·Wᵢ less the mean over rows, so that what is left for a row is one product, one mean and one difference.
 */
export const normalisedDenseOp: Op = {
  name: "NormalisedDense",
  infer(inputs) {
    const [x, scale, shift, ...layers] = inputs;
    const width = x?.shape[1] ?? 0;
    const fits = (one: Tensor, place: number) =>
      place % 2 === 0
        ? sameDimension(one.shape[0] ?? 0, width)
        : sameDimension(one.shape[0] ?? 0, layers[place - 1]?.shape[1] ?? -1);
    const isVector = (one: Tensor | undefined) => one?.shape.length === 1 && sameDimension(one.shape[0] ?? 0, width);
    if (
      x?.shape.length !== 2 ||
      !isVector(scale) ||
      !isVector(shift) ||
      layers.length % 2 !== 0 ||
      !layers.every(fits)
    ) {
      throw new BadUse(
        "NormalisedDense",
        shapesText(inputs),
        "[rows, width], [width] twice, and [width, units] and [units] for each layer",
      );
    }
    return layersOf(layers).map(({ weights }) => ({
      shape: [x.shape[0] ?? 1, weights.shape[1] ?? 1],
      type: "float32",
    }));
  },

  plain(node) {
    const [x, scale, shift, ...layers] = node.inputs;
    if (!x || !scale || !shift) return [];
    const normal = layerNormalization(x, scale, shift, numberIn(node.attributes, "epsilon"))[0] ?? x;
    return layersOf(layers).map(({ weights, bias }) => gemm(normal, weights, bias));
  },

  fast(node) {
    const [x, scale, shift, ...layers] = node.inputs;
    if (!x || !scale || !shift) throw new Error("NormalisedDense lacks inputs");
    const width = known(scale.shape);
    const fill = (value: number) => constant(new Float32Array(width[0] ?? 0).fill(value), width);
    const [normal, , inverse] = layerNormalization(x, fill(1), fill(0), numberIn(node.attributes, "epsilon"));
    if (!normal || !inverse) throw new Error("LayerNormalization has three outputs");
    const column = reshape(scale, [-1, 1]);
    const row = reshape(shift, [1, -1]);
    const outputs = layersOf(layers).map(({ weights, bias }) =>
      gemm(normal, mul(column, weights), reshape(gemm(row, weights, bias), [-1])),
    );
    return { outputs, saved: { normal, inverse } };
  },

  gradient(node, outputs) {
    const [, scale, shift, ...layers] = node.inputs;
    if (!scale || !shift) return [];
    const [normal, inverse] = [savedIn(node, "normal"), savedIn(node, "inverse")];
    const column = reshape(scale, [-1, 1]);
    const parts = layersOf(layers).flatMap(({ weights }, i) => {
      const dy = outputs[i];
      return dy
        ? [{ i, weights, dy, dWeights: gemm(normal, dy, undefined, { transA: true }), dBias: reduceSum(dy, [0]) }]
        : [];
    });
    if (parts.length === 0) return [];
    const dScale = parts.map(({ dWeights, weights }) => reduceSum(mul(dWeights, weights), [1])).reduce(add);
    const dShift = parts.map(({ weights, dBias }) => reshape(gemm(weights, reshape(dBias, [-1, 1])), [-1])).reduce(add);
    const gradients: (Tensor | undefined)[] = [inputGradient(parts, { normal, inverse, column }), dScale, dShift];
    for (const { i, dWeights, dBias } of parts) {
      const outer = mul(reshape(shift, [-1, 1]), reshape(dBias, [1, -1]));
      gradients[3 + 2 * i] = add(mul(column, dWeights), outer);
      gradients[4 + 2 * i] = dBias;
    }
    return gradients;
  },
};

interface Part {
  readonly weights: Tensor;
  readonly dy: Tensor;
}

function inputGradient(
  parts: readonly Part[],
  { normal, inverse, column }: { normal: Tensor; inverse: Tensor; column: Tensor },
): Tensor {
  let centred: Tensor | undefined;
  for (const { weights, dy } of parts) {
    const scaled = mul(column, weights);
    const aboutMean = sub(scaled, reduceMean(scaled, [0], { keep: true }));
    centred = gemm(dy, aboutMean, centred, { transB: true });
  }
  if (!centred) throw new Error("no layer has a gradient");
  const along = reduceMean(mul(centred, normal), [-1], { keep: true });
  return mul(sub(centred, mul(normal, along)), inverse);
}

interface DenseWeights {
  readonly weights: Tensor;
  readonly bias: Tensor;
}

function layersOf(tensors: readonly Tensor[]): DenseWeights[] {
  return Array.from({ length: tensors.length / 2 }, (_, i) => {
    const [weights, bias] = [tensors[2 * i], tensors[2 * i + 1]];
    if (!weights || !bias) throw new Error("every dense layer has weights and a bias");
    return { weights, bias };
  });
}

interface Norm {
  readonly scale: Tensor;
  readonly shift: Tensor;
  readonly epsilon: number;
}

/** See `normalisedDenseOp`. */
export const normalisedDense = (
  x: Tensor,
  { scale, shift, epsilon }: Norm,
  layers: readonly DenseWeights[],
): readonly Tensor[] =>
  applyAll(normalisedDenseOp, [x, scale, shift, ...layers.flatMap(({ weights, bias }) => [weights, bias])], {
    epsilon,
  });
