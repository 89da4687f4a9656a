import { basename, join } from "node:path";
import { BadTensorFile } from "../bad-tensor-file.js";
import { bytesAt } from "./file-in-folder.js";

/** The files of a picture model that are needed to ask it, by their names in its folder. */
export interface VisionFiles {
  readonly kind: "onnx" | "tensorflow.js";
  readonly files: Readonly<Record<string, Uint8Array>>;
}

/** How its pixels are prepared. */
export const PREPARATION = "preprocessor_config.json";
/** The graph of a model in TensorFlow.js' form. */
export const GRAPH_JSON = "model.json";
const GRAPHS = ["onnx/model.onnx", "model.onnx", "onnx/vision_model.onnx", "onnx/model_quantized.onnx"] as const;
/** The name an ONNX graph has from here on, whichever it had. */
export const ONNX = "model.onnx";

/**
 * Reads the folder of a picture model: an ONNX graph where Hugging Face has it (`onnx/model.onnx` or `model.onnx`), or a graph of
 * TensorFlow.js (`model.json` and the weights it names); with either, `preprocessor_config.json`. Nothing is looked for anywhere else.
 *
 * @throws {BadTensorFile} naming what is missing or cannot be used
 */
export async function openVision(folder: string): Promise<VisionFiles> {
  const preparation = await bytesAt(join(folder, PREPARATION));
  const beside = preparation ? { [PREPARATION]: preparation } : {};
  for (const name of GRAPHS) {
    const onnx = await bytesAt(join(folder, name));
    if (onnx) return { kind: "onnx", files: { ...beside, [ONNX]: onnx } };
  }
  const graph = await bytesAt(join(folder, GRAPH_JSON));
  if (!graph) throw new BadTensorFile(`${folder} has neither ${GRAPHS.slice(0, 2).join(" nor ")} nor ${GRAPH_JSON}.`);
  const weights: Record<string, Uint8Array> = {};
  for (const name of weightFiles(graph, join(folder, GRAPH_JSON))) {
    const bytes = await bytesAt(join(folder, name));
    if (!bytes) throw new BadTensorFile(`${folder} lacks ${name}, which ${GRAPH_JSON} names.`);
    weights[name] = bytes;
  }
  return { kind: "tensorflow.js", files: { ...beside, [GRAPH_JSON]: graph, ...weights } };
}

/**
 * The files of weights that a graph names, in their order.
 *
 * @throws {BadTensorFile} for what is no graph model, or a name that leads out of the folder
 */
export function weightFiles(graph: Uint8Array, name: string): string[] {
  let json: { format?: string; weightsManifest?: { paths?: string[] }[] } | null;
  try {
    json = JSON.parse(new TextDecoder().decode(graph));
  } catch (error) {
    throw new BadTensorFile(`${name} is no JSON: ${(error as Error).message}.`);
  }
  if (json?.format === "layers-model") {
    throw new BadTensorFile(`${name} is a layers model of TensorFlow.js; expected a graph model.`);
  }
  if (!Array.isArray(json?.weightsManifest)) throw new BadTensorFile(`${name} has no weightsManifest.`);
  const paths = json.weightsManifest.flatMap(({ paths = [] }) => paths);
  const odd = paths.find((path) => typeof path !== "string" || basename(path) !== path);
  if (odd !== undefined) throw new BadTensorFile(`${name}: expected weights beside it, got ${String(odd)}.`);
  return paths;
}
