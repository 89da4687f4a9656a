import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { mulberry32 } from "#numeric/mulberry32.js";
import { normalRandom } from "#numeric/normal-random.js";
import { inferenceModel } from "#tensor/inference-graph.js";
import { conv2d } from "#tensor/layers/convolution.js";
import type { Network } from "#tensor/network.js";
import { reduceMean } from "#tensor/ops/reduce.js";

const FILTERS = 12;
const CHANNELS = 3;
const KERNEL = 3;

/** A picture model of one convolution of random filters, as ONNX and as a graph of TensorFlow.js with the same weights. */
export function tinyVision(
  side: number,
): Readonly<Record<"onnx" | "tensorflow.js", Readonly<Record<string, Uint8Array>>>> {
  const random = mulberry32(11);
  const weights = Float32Array.from({ length: FILTERS * CHANNELS * KERNEL ** 2 }, () => normalRandom(random));
  const bias = Float32Array.from({ length: FILTERS }, () => normalRandom(random) / 10);
  return { onnx: { "model.onnx": onnxOf(side, weights, bias) }, "tensorflow.js": tensorflowOf(side, weights, bias) };
}

/** Writes files into a folder of their own. @returns its path */
export function folderOf(files: Readonly<Record<string, Uint8Array | string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "vision-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

function onnxOf(side: number, weights: Float32Array, bias: Float32Array): Uint8Array {
  const network: Network = {
    inputs: { pixel_values: { shape: [CHANNELS, side, side] } },
    call: ({ pixel_values }, scope) => ({
      image_embeds: reduceMean(
        conv2d(FILTERS, KERNEL, { activation: "relu" }).call(pixel_values!, scope.within("convolution")),
        [2, 3],
      ),
    }),
  };
  const named = new Map([
    ["convolution/weights", weights],
    ["convolution/bias", bias],
  ]);
  return inferenceModel(network, { weights: named });
}

/** Written by hand after the format's description: nodes by name, sizes as text, weights one after the other. */
function tensorflowOf(side: number, weights: Float32Array, bias: Float32Array) {
  const turned = new Float32Array(weights.length); // [height, width, channels, filters]
  for (const [at, weight] of weights.entries()) {
    const [filter, channel, place] = [
      Math.floor(at / (CHANNELS * KERNEL ** 2)),
      Math.floor(at / KERNEL ** 2) % CHANNELS,
      at % KERNEL ** 2,
    ];
    turned[(place * CHANNELS + channel) * FILTERS + filter] = weight;
  }
  const float = { T: { type: "DT_FLOAT" } };
  const ones = { list: { i: ["1", "1", "1", "1"] } };
  const sizes = (...dims: number[]) => ({ dim: dims.map((size) => ({ size: String(size) })) });
  const constant = (name: string, dtype: string) => ({
    name,
    op: "Const",
    input: [],
    attr: { dtype: { type: dtype } },
  });
  const node = [
    {
      name: "pictures",
      op: "Placeholder",
      input: [],
      attr: { dtype: { type: "DT_FLOAT" }, shape: { shape: sizes(-1, side, side, CHANNELS) } },
    },
    constant("filters", "DT_FLOAT"),
    constant("bias", "DT_FLOAT"),
    constant("axes", "DT_INT32"),
    {
      name: "convolution",
      op: "Conv2D",
      input: ["pictures", "filters"],
      attr: { ...float, strides: ones, dilations: ones, padding: { s: btoa("VALID") } },
    },
    { name: "shifted", op: "BiasAdd", input: ["convolution", "bias"], attr: float },
    { name: "relu", op: "Relu", input: ["shifted"], attr: float },
    { name: "embedding", op: "Mean", input: ["relu", "axes"], attr: { ...float, keep_dims: { b: false } } },
  ];
  const manifest = [
    { name: "filters", shape: [KERNEL, KERNEL, CHANNELS, FILTERS], dtype: "float32" },
    { name: "bias", shape: [FILTERS], dtype: "float32" },
    { name: "axes", shape: [2], dtype: "int32" },
  ];
  const model = {
    format: "graph-model",
    modelTopology: { node, versions: { producer: 1 } },
    weightsManifest: [{ paths: ["group1-shard1of2.bin", "group1-shard2of2.bin"], weights: manifest }],
  };
  const whole = Buffer.concat([
    Buffer.from(turned.buffer),
    Buffer.from(bias.buffer),
    Buffer.from(Int32Array.of(1, 2).buffer),
  ]);
  return {
    "model.json": new TextEncoder().encode(JSON.stringify(model)),
    "group1-shard1of2.bin": new Uint8Array(whole.subarray(0, 100)),
    "group1-shard2of2.bin": new Uint8Array(whole.subarray(100)),
  };
}
