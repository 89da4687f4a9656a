import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apart, type Feeds, importedAnswers, importedGradients } from "../../../../test/imported-network.js";
import { BadTensorFile } from "../../bad-tensor-file.js";
import { inferenceModel, readingScope } from "../../inference-graph.js";
import { activation } from "../../layers/activation.js";
import { conv2d } from "../../layers/convolution.js";
import { dense } from "../../layers/dense.js";
import { embedding } from "../../layers/embedding.js";
import { flatten } from "../../layers/flatten.js";
import type { Layer } from "../../layers/layer.js";
import { maxPool2d } from "../../layers/pooling.js";
import { sequential } from "../../layers/sequential.js";
import { transformerBlock } from "../../layers/transformer-block.js";
import { squaredError } from "../../losses/pointwise.js";
import { BATCH, inputTensors, type Network, networkOf } from "../../network.js";
import { transpose } from "../../ops/movement.js";
import { reduceMean } from "../../ops/reduce.js";
import { sizeOf } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import * as training from "../../train/fit.js";
import { decodeModel } from "../decode-model.js";
import type { OnnxAttribute, OnnxGraph, OnnxModel, OnnxNode, OnnxTensor } from "../onnx-model.js";
import { type ImportedNetwork, importModel } from "./import-model.js";

const golden = new URL("../../../../test/golden/onnx/", import.meta.url);
const recorded = (name: string) => decodeModel(readFileSync(new URL(name, golden)));

/** Numbers none of which equals another. */
const wave = (count: number): Float32Array => Float32Array.from({ length: count }, (_, i) => Math.sin(1 + i * 1.7));

function withWeights(network: Network): ImportedNetwork {
  const found = new Map<string, Tensor>();
  network.call(inputTensors(network.inputs, 2), readingScope("", found));
  const weights = new Map([...found].map(([name, { shape }]) => [name, wave(sizeOf(shape))]));
  return { ...network, weights };
}

const classifier = networkOf(
  sequential([
    conv2d(3, 3, { activation: "relu", padding: "same" }),
    maxPool2d(2),
    conv2d(4, 2, { strides: 2, activation: "leakyRelu" }),
    flatten(),
    dense(5, { activation: "gelu" }),
    activation("softmax"),
  ]),
  { shape: [1, 8, 8] },
);

const block: Layer = {
  kind: "block",
  call: (x, scope) => transformerBlock(x, scope, { heads: 2, isCausal: true, hidden: 10 }).y,
};
const mean: Layer = { kind: "mean", call: (x) => reduceMean(transpose(x, [1, 0, 2]), [1]) };
const reader = networkOf(sequential([embedding(11, 8), block, mean, dense(3)]), { shape: [6], type: "int64" });

const pictures: Feeds = { x: { data: wave(3 * 64), shape: [3, 1, 8, 8] } };
const sentences: Feeds = {
  x: { data: BigInt64Array.from({ length: 18 }, (_, i) => BigInt((i * i) % 11)), shape: [3, 6] },
};

describe("a network of ours, written and imported again", () => {
  it.each([
    ["pictures", withWeights(classifier), pictures, 5],
    ["sentences", withWeights(reader), sentences, 3],
  ])("of %s answers the same and has the same weights and gradients", async (_, network, feeds, classes) => {
    const imported = importModel(decodeModel(inferenceModel(network, network)));
    expect(new Map([...imported.weights].toSorted())).toEqual(new Map([...network.weights].toSorted()));
    expect(imported.inputs).toMatchObject(network.inputs);
    const [ours, theirs] = [await importedAnswers(imported, feeds), await importedAnswers(network, feeds)];
    expect(ours["y"]!.shape).toEqual([3, classes]);
    expect(apart(ours["y"]!.data, theirs["y"]!.data)).toBeLessThan(1e-6);
    const coefficients = { y: { data: wave(3 * classes), shape: [3, classes] } };
    const gradients = await importedGradients(imported, feeds, coefficients);
    for (const [name, { data }] of Object.entries(await importedGradients(network, feeds, coefficients))) {
      expect(apart(gradients[name]!.data, data), name).toBeLessThan(1e-5);
    }
  });
});

describe("importModel", () => {
  it("gives a network that is trained further from what it learned", async () => {
    const network = importModel(recorded("gru-dynamo.onnx"));
    const rows = 32;
    const x = wave(rows * 16);
    const truth = Float32Array.from({ length: rows * 3 }, (_, i) => x[Math.floor(i / 3) * 16 + (i % 3)]!);
    const { epochs, weights } = await training.fit(network, {
      loss: ({ y }, { truth }) => squaredError(y!, truth!),
      given: { truth: { shape: [3] } },
      batches: () => [{ rows, inputs: { x, truth } }],
      batchSize: rows,
      epochs: 30,
      rate: 0.02,
      workers: 1,
      weights: network.weights,
    });
    expect(epochs.at(-1)!.loss).toBeLessThan(epochs[0]!.loss / 3);
    const { y } = await importedAnswers({ ...network, weights }, { x: { data: x, shape: [rows, 4, 4] } });
    const errors = Array.from(y!.data as Float32Array, (one, i) => (one - truth[i]!) ** 2);
    const left = errors.reduce((sum, one) => sum + one, 0) / errors.length;
    expect(left).toBeLessThan(epochs[0]!.loss / 3);
  });

  const node = (
    opType: string,
    inputs: string[],
    outputs: string[],
    attributes: Record<string, OnnxAttribute> = {},
  ): OnnxNode => ({
    ...{ name: `my ${opType}`, opType, domain: "", inputs, outputs, attributes },
  });
  const floats = (name: string, ...data: number[]): OnnxTensor => ({
    ...{ name, type: "float32", dims: [data.length], data: Float32Array.from(data) },
  });
  const ints = (name: string, ...data: number[]): OnnxTensor => ({
    ...{ name, type: "int64", dims: [data.length], data: BigInt64Array.from(data, BigInt) },
  });
  const modelOf = (graph: Partial<OnnxGraph>, version = 21): OnnxModel => ({
    ...{ irVersion: 10, producer: "", opsets: [{ domain: "", version }], metadata: {} },
    graph: {
      ...{ name: "", nodes: [], initializers: [], outputs: [{ name: "y" }] },
      inputs: [{ name: "x", type: "float32", shape: ["batch", 4] }],
      ...graph,
    },
  });
  const called = (model: OnnxModel, options = {}) => {
    const network = importModel(model, options);
    return network.call(inputTensors(network.inputs, BATCH), readingScope());
  };

  it("names every node whose operator is not imported", () => {
    const nodes = [node("NonMaxSuppression", ["x"], ["a"]), node("Relu", ["x"], ["y"]), node("Det", ["x"], ["b"])];
    expect(() => importModel(modelOf({ nodes: [...nodes, { ...nodes[2]!, name: "", domain: "a.b" }] }))).toThrow(
      'operators that are not imported: The node "my NonMaxSuppression" (NonMaxSuppression); The node "my Det" (Det); The node of "b" (a.b.Det).',
    );
  });

  it.each([
    ["an old operator set", modelOf({}, 12), "The model is of opset 12; imported are 13 to 26."],
    ["no operator set", { ...modelOf({}), opsets: [] }, "The model is of opset 0"],
    [
      "an input that is open elsewhere",
      modelOf({ inputs: [{ name: "x", type: "float32", shape: ["batch", "length"] }] }),
      'The input "x" is open along axis 1 ("length"); only the first may be: name its size in extents.',
    ],
    [
      "texts",
      modelOf({ inputs: [{ name: "x", type: "uint8", shape: [1] }] }),
      'The input "x" is of uint8; imported are float32',
    ],
    ["no shape", modelOf({ inputs: [{ name: "x", type: "float32" }] }), 'The input "x" has no shape.'],
    ["an output nothing gives", modelOf({}), 'The graph reads "y", which nothing before it gives.'],
    [
      "an output of open extents",
      modelOf({ nodes: [node("Shape", ["x"], ["y"])] }),
      'The output "y" is made of the size of the',
    ],
    [
      "nodes in the wrong order",
      modelOf({ nodes: [node("Relu", ["a"], ["y"]), node("Relu", ["x"], ["a"])] }),
      'The node "my Relu" (Relu) reads "a", which nothing before it gives.',
    ],
    [
      "a name given twice",
      modelOf({ nodes: [node("Relu", ["x"], ["y"]), node("Abs", ["x"], ["y"])] }),
      'The node "my Abs" (Abs) gives "y", which is there already.',
    ],
    [
      "shapes that do not fit",
      modelOf({ nodes: [node("Add", ["x", "w"], ["y"])], initializers: [floats("w", 1, 2, 3)] }),
      'The node "my Add" (Add): Add: got [batch, 4] and [3], expected two tensors of one type',
    ],
    [
      "a shape computed from numbers",
      modelOf({
        nodes: [node("Cast", ["x"], ["s"], { to: { kind: "int", value: 7 } }), node("Reshape", ["x", "s"], ["y"])],
      }),
      'The node "my Reshape" (Reshape): the input 1 is not known before the graph runs.',
    ],
    [
      "a setting that is not imported",
      modelOf({
        nodes: [node("Pad", ["x", "pads"], ["y"], { mode: { kind: "string", value: "reflect" } })],
        initializers: [ints("pads", 0, 1, 0, 1)],
      }),
      'The node "my Pad" (Pad): mode is reflect, imported is constant.',
    ],
    [
      "a setting of the wrong kind",
      modelOf({ nodes: [node("Flatten", ["x"], ["y"], { axis: { kind: "float", value: 1 } })] }),
      'The node "my Flatten" (Flatten): the attribute axis is float, expected int.',
    ],
    [
      "a missing input",
      modelOf({ nodes: [node("Add", ["x", ""], ["y"])] }),
      'The node "my Add" (Add): the input 1 is left out.',
    ],
    [
      "a second output that is not imported",
      modelOf({
        inputs: [{ name: "x", type: "float32", shape: ["batch", 1, 4] }],
        nodes: [node("MaxPool", ["x"], ["y", "places"], { kernel_shape: { kind: "ints", value: [2] } })],
      }),
      'The node "my MaxPool" (MaxPool): its output 1 is not imported.',
    ],
    [
      "an op of which only the known is imported",
      modelOf({ nodes: [node("Floor", ["x"], ["y"])] }),
      'The node "my Floor" (Floor): is imported only where its inputs are known before the graph runs.',
    ],
  ])("refuses %s, saying where", (_, model, sentence) => {
    expect(() => called(model)).toThrow(sentence);
    expect(() => called(model)).toThrow(BadTensorFile);
  });

  it("takes the size of an open extent by name, and an input without a batch as it is", () => {
    const inputs = [
      { name: "x", type: "float32", shape: ["batch", "length"] },
      { name: "table", type: "float32", shape: [3, "length"] },
    ] as const;
    const nodes = [node("MatMul", ["x", "turned"], ["y"]), node("Transpose", ["table"], ["turned"])].toReversed();
    const network = importModel(modelOf({ inputs, nodes }), { extents: { length: 5 } });
    expect(network.inputs).toEqual({
      x: { shape: [5], type: "float32" },
      table: { shape: [3, 5], type: "float32", isShared: true },
    });
    const { y } = network.call(inputTensors(network.inputs, 2), readingScope());
    expect(y!.shape).toEqual([2, 3]);
  });

  it("takes for weights what is learned, not the numbers of formulas, masks and running means, unless told", () => {
    const scale = ["scale", "shift", "mean", "variance"];
    const model = modelOf({
      inputs: [{ name: "x", type: "float32", shape: ["batch", 2] }],
      nodes: [
        node("Mul", ["x", "half"], ["a"]),
        node("Add", ["a", "mask"], ["b"]),
        node("BatchNormalization", ["b", ...scale], ["c"]),
        node("Gemm", ["c", "w", "bias"], ["y"]),
      ],
      initializers: [
        floats("half", 0.5),
        floats("mask", 0, Number.NEGATIVE_INFINITY),
        ...scale.map((name) => floats(name, 1, 2)),
        { name: "w", type: "float32", dims: [2, 1], data: Float32Array.of(1, 2) },
        floats("bias", 1),
      ],
    });
    expect([...importModel(model).weights.keys()]).toEqual(["scale", "shift", "w", "bias"]);
    expect([...importModel(model, { isWeight: ({ name }) => name === "w" }).weights.keys()]).toEqual(["w"]);
  });

  it("reckons with shapes whose batch is open", () => {
    const nodes = [
      node("Shape", ["x"], ["shape"]),
      node("Gather", ["shape", "first"], ["batch"]),
      node("Mul", ["batch", "two"], ["twice"]),
      node("Div", ["twice", "two"], ["once"]),
      node("Concat", ["once", "two", "two"], ["to"], { axis: { kind: "int", value: 0 } }),
      node("Equal", ["to", "none"], ["isOpen"]),
      node("Where", ["isOpen", "two", "to"], ["wanted"]),
      node("Reshape", ["x", "wanted"], ["y"]),
    ];
    const { y } = called(modelOf({ nodes, initializers: [ints("first", 0), ints("two", 2), ints("none", -1)] }));
    expect(y!.shape).toEqual([{ symbol: "batch", times: 1 }, 2, 2]);
  });

  it("imports any model that reads as one, or says in a sentence why not", () => {
    const models = new Map(
      ["cnn-torchscript", "encoder-dynamo", "gru-torchscript"].map((name) => [name, recorded(`${name}.onnx`)]),
    );
    const anyChange = fc.record({
      node: fc.nat(),
      what: fc.nat(3),
      place: fc.nat(),
      number: fc.integer({ min: -3, max: 9 }),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...models.keys()),
        fc.array(anyChange, { minLength: 1, maxLength: 2 }),
        (name, changes) => {
          const broken = changes.reduce((one, change) => changed(one, change), models.get(name)!);
          try {
            called(broken);
          } catch (error) {
            expect(error).toBeInstanceOf(BadTensorFile);
            expect((error as Error).message).toMatch(/[.]$/);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

interface Change {
  readonly node: number;
  readonly what: number;
  readonly place: number;
  readonly number: number;
}

/** A model with an input of a node swapped or dropped, a setting changed or left out, or a held shape turned round. */
function changed(model: OnnxModel, { node: at, what, place, number }: Change): OnnxModel {
  const { nodes, initializers } = model.graph;
  const index = at % nodes.length;
  const node = nodes[index]!;
  const names = nodes.flatMap(({ inputs }) => inputs);
  const input = place % Math.max(1, node.inputs.length);
  const inputs = node.inputs.map((name, i) => (i !== input ? name : what === 0 ? names[at % names.length]! : ""));
  const [key] = Object.keys(node.attributes).slice(place % Math.max(1, Object.keys(node.attributes).length));
  const attribute: OnnxAttribute =
    number % 2 ? { kind: "int", value: number } : { kind: "ints", value: [number, number] };
  const changes: OnnxNode[] = [
    { ...node, inputs },
    { ...node, inputs },
    { ...node, attributes: { ...node.attributes, ...(key !== undefined && { [key]: attribute }) } },
    node,
  ];
  const turned = initializers.map((tensor, i) =>
    what === 3 && i === place % initializers.length ? { ...tensor, dims: tensor.dims.toReversed() } : tensor,
  );
  return { ...model, graph: { ...model.graph, nodes: nodes.with(index, changes[what]!), initializers: turned } };
}
