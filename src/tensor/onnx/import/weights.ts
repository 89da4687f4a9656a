import type { OnnxModel, OnnxTensor } from "../onnx-model.js";

/** Where even a single number is a weight: the bias of an op, its scale, the slope of a PReLU. */
const WEIGHT_PLACES: Readonly<Record<string, readonly number[]>> = {
  Gemm: [2],
  Conv: [2],
  ConvTranspose: [2],
  BatchNormalization: [1, 2],
  LayerNormalization: [1, 2],
  PRelu: [1],
};

/** Where numbers are measured, not learned by their gradient: the mean and variance of the training data. */
const MEASURED_PLACES: Readonly<Record<string, readonly number[]>> = { BatchNormalization: [3, 4] };

/**
 * Whether a tensor a model holds is one to train on, which ONNX does not say: floats, all finite, more than one of them or
 * in the place of a weight. Our own constants say so by name.
 */
export function weightRule({ graph, producer }: OnnxModel): (tensor: OnnxTensor) => boolean {
  const [weights, measured] = [namesAt(graph, WEIGHT_PLACES), namesAt(graph, MEASURED_PLACES)];
  return ({ name, type, data }) => {
    if (!type.includes("float") || measured.has(name)) return false;
    if (producer === "shoplens" && /^constant_\d+$/.test(name)) return false;
    if (data.length === 0 || (data.length === 1 && !weights.has(name))) return false;
    return type !== "float32" || data.every(Number.isFinite);
  };
}

function namesAt(graph: OnnxModel["graph"], places: Readonly<Record<string, readonly number[]>>): ReadonlySet<string> {
  return new Set(
    graph.nodes.flatMap(({ opType, inputs }) => (places[opType] ?? []).map((place) => inputs[place] ?? "")),
  );
}
