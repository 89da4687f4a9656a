import type { GraphModel } from "@tensorflow/tfjs-converter";
import type { Tensor, Tensor4D } from "@tensorflow/tfjs-core";
import { BadTensorFile } from "../bad-tensor-file.js";
import type { Numbers } from "../session.js";
import { GRAPH_JSON, weightFiles } from "./open-vision.js";
import type { PictureGraph } from "./picture-graph.js";

/** What runs graphs of TensorFlow.js; not installed with the rest, since few have such graphs and it takes 90 MB. */
const PACKAGES = ["@tensorflow/tfjs-core", "@tensorflow/tfjs-converter", "@tensorflow/tfjs-backend-wasm"] as const;

/**
 * A graph model of TensorFlow.js, run by its own library in WebAssembly.
 *
 * @throws {BadTensorFile} where the library is not installed, or cannot run the graph
 */
export async function openTensorflowGraph(files: Readonly<Record<string, Uint8Array>>): Promise<PictureGraph> {
  const { tf, loadGraphModel } = await library();
  const json = files[GRAPH_JSON]!;
  const { weightsManifest, modelTopology, signature } = JSON.parse(new TextDecoder().decode(json));
  const weights = Buffer.concat(weightFiles(json, GRAPH_JSON).map((name) => files[name]!));
  const weightData = Uint8Array.from(weights).buffer; // of its own, where a small one would share Node's pool
  const model = await loadGraphModel({
    load: async () => ({
      ...{ modelTopology, signature, weightData },
      weightSpecs: weightsManifest.flatMap(({ weights }: { weights: never[] }) => weights),
    }),
  }).catch((error: Error) => {
    throw new BadTensorFile(`${GRAPH_JSON} cannot be run: ${error.message}.`);
  });
  const [input, ...others] = model.inputs;
  if (!input || others.length > 0) {
    throw new BadTensorFile(
      `${GRAPH_JSON} wants ${model.inputs.map(({ name }) => name).join(", ")}; expected a graph that wants pictures alone.`,
    );
  }
  return {
    shape: (input.shape ?? []).map((size) => (size < 0 ? null : size)),
    async run({ data, shape }) {
      const given = tf.tensor4d(data as Float32Array, shape as [number, number, number, number]);
      const out = await executed(model, given);
      const tensors = Array.isArray(out) ? out : [out];
      try {
        const found = await Promise.all(
          tensors.map(async (tensor, at): Promise<[string, Numbers]> => {
            const values = await tensor.data();
            return [model.outputs[at]?.name ?? `${at}`, { data: values as Float32Array, shape: tensor.shape }];
          }),
        );
        return Object.fromEntries(found);
      } finally {
        tf.dispose([given, ...tensors]);
      }
    },
    close: async () => model.dispose(),
  };
}

/** A graph with branches or loops, or sizes that only show as it runs, has to be run the other way, and says so. */
function executed(model: GraphModel, given: Tensor4D): Tensor | Tensor[] | Promise<Tensor | Tensor[]> {
  try {
    return model.execute(given);
  } catch (error) {
    if ((error as Error).message.includes("executeAsync")) return model.executeAsync(given);
    throw error;
  }
}

async function library() {
  try {
    const [tf, { loadGraphModel }] = await Promise.all([
      import("@tensorflow/tfjs-core"),
      import("@tensorflow/tfjs-converter"),
      import("@tensorflow/tfjs-backend-wasm"),
    ]);
    await tf.setBackend("wasm");
    return { tf, loadGraphModel };
  } catch (error) {
    throw new BadTensorFile(
      `a graph of TensorFlow.js needs packages that are not installed with shoplens: npm install ${PACKAGES.join(" ")} (${(error as Error).message.split("\n")[0]}).`,
    );
  }
}
