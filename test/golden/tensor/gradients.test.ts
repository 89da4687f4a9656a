import { describe, expect, it } from "vitest";
import { gru as gruOf } from "#tensor/composites/gru.js";
import { lstm as lstmOf } from "#tensor/composites/lstm.js";
import { differentiate } from "#tensor/differentiate.js";
import { ones } from "#tensor/initialisers.js";
import { batchNorm } from "#tensor/layers/batch-norm.js";
import { conditionalRandomField, transitionsOf } from "#tensor/layers/conditional-random-field.js";
import { conv2d } from "#tensor/layers/convolution.js";
import { dense } from "#tensor/layers/dense.js";
import { embedding } from "#tensor/layers/embedding.js";
import { flatten } from "#tensor/layers/flatten.js";
import { groupNorm } from "#tensor/layers/group-norm.js";
import { layerNorm } from "#tensor/layers/layer-norm.js";
import { multiHeadAttention } from "#tensor/layers/multi-head-attention.js";
import { averagePool2d, maxPool2d } from "#tensor/layers/pooling.js";
import { learnedPositions } from "#tensor/layers/position.js";
import { gru, lstm } from "#tensor/layers/recurrent.js";
import { sequential } from "#tensor/layers/sequential.js";
import { transformerBlock } from "#tensor/layers/transformer-block.js";
import { input, scalar } from "#tensor/leaves.js";
import { crossEntropy } from "#tensor/losses/cross-entropy.js";
import { binaryCrossEntropy } from "#tensor/losses/pointwise.js";
import { encodeModel } from "#tensor/onnx/encode-model.js";
import { onnxOf } from "#tensor/onnx-of.js";
import { conv } from "#tensor/ops/convolution.js";
import { add, cast, div, greater, mul, not, sub } from "#tensor/ops/elementwise.js";
import { transpose } from "#tensor/ops/movement.js";
import { reduceMean, reduceSum } from "#tensor/ops/reduce.js";
import type { Scope } from "#tensor/scope.js";
import { type Numbers, openSession } from "#tensor/session.js";
import type { DataType, Tensor } from "#tensor/tensor.js";
import { trainingScope, type Wanted } from "#tensor/train/training-scope.js";
import { type RecordedTensor, recorded } from "./recorded.js";

const TOLERANCE = 1e-5;

type Inputs = Readonly<Record<string, Tensor>>;
type Built = { readonly loss: Tensor; readonly outputs: Readonly<Record<string, Tensor>> };

interface Case {
  build(inputs: Inputs, scope: Scope): Built;
  /** The recorded name of a weight of ours. */
  name?(ours: string): string;
  /** Order of the recorded gates, as places in ours. */
  gates?: readonly number[];
}

const turned = (x: Tensor): Tensor => transpose(x, [1, 0, 2]); // [batch, length, width] and back
const weighed = (y: Tensor, { coefficients }: Inputs): Built => ({
  loss: reduceSum(mul(y, coefficients!)),
  outputs: { y },
});
const classified = (logits: Tensor, { labels }: Inputs): Built => ({
  loss: reduceMean(crossEntropy(logits, labels!)),
  outputs: { logits },
});
const presentOf = ({ padding }: Inputs): { present?: Tensor } =>
  padding ? { present: cast(not(cast(padding, "bool")), "float32") } : {};

const convolution = (layer: ReturnType<typeof conv2d>): Case => ({
  build: (inputs, scope) => weighed(layer.call(inputs["x"]!, scope), inputs),
  name: (ours) => ours.replace("weights", "weight"),
});

const norm = (layer: ReturnType<typeof layerNorm>): Case => ({
  build: (inputs, scope) => weighed(layer.call(inputs["x"]!, scope), inputs),
  name: normName,
});

function normName(ours: string): string {
  return ours.replace("scale", "norm.weight").replace("shift", "norm.bias");
}

const attended = (isCausal: boolean): Case => ({
  build(inputs, scope) {
    const { y, weights } = multiHeadAttention(turned(inputs["x"]!), scope, {
      heads: 2,
      isCausal,
      ...presentOf(inputs),
    });
    const built = weighed(turned(y), inputs);
    return { loss: built.loss, outputs: { ...built.outputs, weights } };
  },
  name: (ours) => ours.replace("out/", "output/").replace("/", ".").replace("weights", "weight"),
});

const block = (place: "before" | "after"): Case => ({
  build(inputs, scope) {
    const { y } = transformerBlock(turned(inputs["x"]!), scope, {
      heads: 2,
      hidden: 8,
      norm: place,
      ...presentOf(inputs),
    });
    return weighed(turned(y), inputs);
  },
  name: blockName,
});

function blockName(ours: string): string {
  return ours
    .replace("attention/norm/scale", "norm1.weight")
    .replace("attention/norm/shift", "norm1.bias")
    .replace("feed forward/norm/scale", "norm2.weight")
    .replace("feed forward/norm/shift", "norm2.bias")
    .replace("attention/out/", "attention/output/")
    .replace("feed forward/in/", "dense1/")
    .replace("feed forward/out/", "dense2/")
    .replace("weights", "weight")
    .replaceAll("/", ".");
}

const recurrentName = (ours: string): string =>
  ours
    .replace(/^0\.(gru|lstm)\//, "")
    .replace(/^1\.dense\//, "dense.")
    .replace("input ", "input.")
    .replace("hidden ", "hidden.")
    .replace("weights", "weight");

const GRU_GATES = [1, 0, 2]; // recorded reset, update, new; ours update, reset, new
const LSTM_GATES = [0, 2, 3, 1]; // recorded input, forget, cell, output; ours input, output, forget, cell

/** The weights of a recurrence asked for by the names the layer gives them. */
function recurrence(inputs: Inputs, scope: Scope, gates: number) {
  const [, , width = 0] = inputs["x"]!.shape as readonly number[];
  const [, units = 0] = inputs["firstHidden"]!.shape as readonly number[];
  const zeros = { name: "zeros" } as const;
  return {
    x: inputs["x"]!,
    inputWeights: scope.parameter("input weights", [gates * units, width], zeros),
    hiddenWeights: scope.parameter("hidden weights", [gates * units, units], zeros),
    inputBias: scope.parameter("input bias", [gates * units], zeros),
    hiddenBias: scope.parameter("hidden bias", [gates * units], zeros),
  };
}

const cases: Readonly<Record<string, Case>> = {
  sasrec: {
    build(inputs, scope) {
      const items = embedding(10, 4);
      const at = scope.within("items");
      let x = mul(items.call(inputs["sequence"]!, at), scalar(2)); // √4
      x = learnedPositions().call(x, scope);
      for (const place of [0, 1]) {
        x = transformerBlock(x, scope.within(`layers.${place}`), { heads: 2, isCausal: true, activation: "relu" }).y;
      }
      const h = layerNorm().call(x, scope.within("norm"));
      const scores = (name: string) => transpose(reduceSum(mul(h, items.call(inputs[name]!, at)), [-1]), [1, 0]); // [batch, length]
      const [positiveScores, negativeScores] = [scores("positive"), scores("negative")];
      const counts = cast(greater(inputs["positive"]!, cast(scalar(0), "int64")), "float32");
      const one = scalar(1);
      const each = add(
        binaryCrossEntropy(positiveScores, mul(counts, one)),
        binaryCrossEntropy(negativeScores, mul(counts, scalar(0))),
      );
      const masked = mul(each, counts);
      return { loss: div(reduceSum(masked), reduceSum(counts)), outputs: { positiveScores, negativeScores } };
    },
    name: (ours) =>
      blockName(
        ours
          .replace("items/table", "items.weight")
          .replace(/^positions$/, "positions.weight")
          .replace("norm/scale", "norm/scale"),
      )
        .replace(/^norm\.scale$/, "norm.weight")
        .replace(/^norm\.shift$/, "norm.bias"),
  },
  "cnn-small": {
    build: (inputs, scope) =>
      classified(
        sequential([conv2d(4, 3, { activation: "relu" }), maxPool2d(2), flatten(), dense(3)]).call(
          inputs["images"]!,
          scope,
        ),
        inputs,
      ),
    name: (ours) =>
      ours.replace("0.conv2d/", "convolution.").replace("3.dense/", "dense.").replace("weights", "weight"),
  },
  "cnn-deep": {
    build: (inputs, scope) =>
      classified(
        sequential([
          conv2d(3, 3, { activation: "relu" }),
          conv2d(4, 3, { activation: "relu" }),
          maxPool2d(2),
          flatten(),
          dense(6, { activation: "relu" }),
          dense(3),
        ]).call(inputs["images"]!, scope),
        inputs,
      ),
    name: (ours) =>
      ours
        .replace("0.conv2d/", "convolution1.")
        .replace("1.conv2d/", "convolution2.")
        .replace("4.dense/", "dense1.")
        .replace("5.dense/", "dense2.")
        .replace("weights", "weight"),
  },
  "convolution-strided": convolution(conv2d(4, 3, { strides: 2, padding: "same" })),
  "convolution-dilated": convolution(conv2d(3, [3, 2], { dilations: 2 })),
  "convolution-grouped": convolution(conv2d(6, 3, { group: 2, padding: "same" })),
  "convolution-1d": {
    build(inputs, scope) {
      const [weights, bias] = [scope.parameter("weight", [4, 3, 4], ones), scope.parameter("bias", [4], ones)];
      return weighed(conv(inputs["x"]!, weights, bias, { strides: [2], pads: [2, 2] }), inputs);
    },
  },
  "max-pool-ties": { build: (inputs, scope) => weighed(maxPool2d(2).call(inputs["x"]!, scope), inputs) },
  "average-pool": { build: (inputs, scope) => weighed(averagePool2d(2).call(inputs["x"]!, scope), inputs) },
  gru: {
    build: (inputs, scope) => classified(sequential([gru(5), dense(3)]).call(inputs["x"]!, scope), inputs),
    name: recurrentName,
    gates: GRU_GATES,
  },
  lstm: {
    build: (inputs, scope) => classified(sequential([lstm(5), dense(3)]).call(inputs["x"]!, scope), inputs),
    name: recurrentName,
    gates: LSTM_GATES,
  },
  "gru-sequence": {
    build(inputs, scope) {
      const { states } = gruOf({ ...recurrence(inputs, scope, 3), first: [inputs["firstHidden"]!] });
      return { loss: reduceSum(mul(states, inputs["coefficients"]!)), outputs: { outputs: states } };
    },
    name: recurrentName,
    gates: GRU_GATES,
  },
  "lstm-sequence": {
    build(inputs, scope) {
      const { states, cell } = lstmOf({
        ...recurrence(inputs, scope, 4),
        first: [inputs["firstHidden"]!, inputs["firstCell"]!],
      });
      const loss = add(
        reduceSum(mul(states, inputs["coefficients"]!)),
        reduceSum(mul(cell, inputs["cellCoefficients"]!)),
      );
      return { loss, outputs: { outputs: states, lastCell: cell } };
    },
    name: recurrentName,
    gates: LSTM_GATES,
  },
  crf: {
    build(inputs, scope) {
      const tagged = { labels: inputs["labels"]!, lengths: inputs["lengths"]! };
      const { partition, score } = conditionalRandomField(
        turned(inputs["emissions"]!),
        transitionsOf(scope, 4),
        tagged,
      );
      return { loss: reduceMean(sub(partition, score)), outputs: { partition, score } };
    },
  },
  "layer-norm": norm(layerNorm()),
  "group-norm": norm(groupNorm(2)),
  "batch-norm": norm(batchNorm()),
  attention: attended(false),
  "attention-causal": attended(true),
  "attention-padding": attended(false),
  "attention-causal-padding": attended(true),
  "transformer-pre-norm": block("before"),
  "transformer-post-norm": block("after"),
};

const WHOLE = new Set(["sequence", "positive", "negative", "labels", "lengths", "padding"]);
const typeOf = (name: string): DataType => (WHOLE.has(name) ? "int64" : "float32");

const numbersOf = (name: string, { shape, values }: RecordedTensor): Numbers => ({
  shape,
  data: typeOf(name) === "int64" ? BigInt64Array.from(values, BigInt) : Float32Array.from(values),
});

/** A recorded weight as ours lies: dense layers turned round, gates in our order. */
function laidOut(ours: string, { shape, values }: RecordedTensor, gates: readonly number[] = []): RecordedTensor {
  if (/(input|hidden) (weights|bias)$/.test(ours)) {
    const block = values.length / gates.length;
    const from = gates.map((_, place) => gates.indexOf(place) * block);
    return { shape, values: from.flatMap((first) => values.slice(first, first + block)) };
  }
  if (shape.length !== 2 || !ours.endsWith("weights")) return { shape, values };
  const [rows = 0, columns = 0] = shape;
  const turnedRound = Array.from(
    { length: rows * columns },
    (_, i) => values[(i % rows) * columns + Math.floor(i / rows)]!,
  );
  return { shape: [columns, rows], values: turnedRound };
}

it("tests every recording there is", async () => {
  const { readdirSync } = await import("node:fs");
  const files = readdirSync(new URL(".", import.meta.url)).filter(
    (file) => file.endsWith(".json") && file !== "optimisers.json",
  );
  const gradients = files.map((file) => file.slice(0, -5)).filter((name) => "gradients" in recorded(name));
  expect(Object.keys(cases).sort()).toEqual(gradients.sort());
});

describe.each(Object.entries(cases))("%s", (file, { build, name = (ours) => ours, gates }) => {
  it("has PyTorch's outputs, loss and gradients", async () => {
    const { inputs, parameters, gradients, loss, outputs } = recorded(file);
    const tensors = Object.fromEntries(
      Object.entries(inputs).map(([key, { shape }]) => [key, input(key, shape, typeOf(key))]),
    );
    const wanted: Wanted = { parameters: new Map(), tables: new Map(), states: new Map(), lookups: [], masks: [] };
    const built = build(tensors, trainingScope(wanted, tensors));
    const weights = [...wanted.parameters].map(([ours, { tensor }]) => ({
      ...{ ours, theirs: name(ours), tensor },
      orient: (one: RecordedTensor) => laidOut(ours, one, gates),
    }));
    expect(weights.map(({ theirs }) => theirs).sort()).toEqual(Object.keys(parameters).sort());

    const sources = Object.keys(inputs).filter((key) => gradients[key]);
    const found = differentiate(built.loss, [
      ...weights.map(({ tensor }) => tensor),
      ...sources.map((key) => tensors[key]!),
    ]);
    const all: Record<string, Tensor> = { loss: built.loss };
    for (const [key, tensor] of Object.entries(built.outputs)) all[`output ${key}`] = tensor;
    for (const [i, { ours }] of weights.entries()) all[`gradient ${ours}`] = found[i]!;
    for (const [i, key] of sources.entries()) all[`gradient of ${key}`] = found[weights.length + i]!;
    const session = await openSession(encodeModel(onnxOf(all)));
    const feeds = Object.fromEntries([
      ...Object.entries(inputs).map(([key, tensor]) => [key, numbersOf(key, tensor)] as const),
      ...weights.map(({ ours, theirs, orient }) => [ours, numbersOf(ours, orient(parameters[theirs]!))] as const),
      ...[...wanted.states].map(
        ([key, { shape, initial }]) =>
          [key, { shape, data: new Float32Array(shape[0]!).fill(initial.name === "ones" ? 1 : 0) }] as const,
      ),
    ]);
    const result = await session.run(
      Object.fromEntries(Object.entries(feeds).filter(([key]) => session.inputs.includes(key))),
    );
    await session.close();

    const expectEqual = (key: string, { shape, values }: RecordedTensor) => {
      expect(result[key]?.shape, key).toEqual(shape);
      const size = Math.max(1, ...values.map(Math.abs));
      for (const [place, value] of values.entries()) {
        expect(Math.abs(Number(result[key]!.data[place]) - value), `${key}[${place}]`).toBeLessThan(TOLERANCE * size);
      }
    };
    expectEqual("loss", { shape: [], values: [loss] });
    for (const key of Object.keys(built.outputs)) expectEqual(`output ${key}`, outputs[key]!);
    for (const { ours, theirs, orient } of weights) expectEqual(`gradient ${ours}`, orient(gradients[theirs]!));
    for (const key of sources) expectEqual(`gradient of ${key}`, gradients[key]!);
  });
});
