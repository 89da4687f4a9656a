import { generate, type NdArray, reader } from "../nd-array.js";
import { axisOf, known } from "../shape.js";
import {
  type Attributes,
  apply,
  applyAll,
  BadUse,
  numberIn,
  numbersIn,
  type Op,
  shapesText,
  type Tensor,
} from "../tensor.js";

/** An op that makes one number of all along some axes. */
function reduction(name: string, value: (numbers: readonly number[]) => number): Op {
  return {
    name,
    settings: ["axes"],
    infer(inputs, attributes) {
      const [x] = inputs;
      if (!x || x.type === "bool") throw new BadUse(name, shapesText(inputs), "a tensor of numbers");
      const axes = axesIn(attributes, x.shape.length);
      const kept = x.shape.map((one, axis) => (axes.includes(axis) ? 1 : one));
      return [
        {
          shape: attributes["keepdims"] === 1 ? kept : x.shape.filter((_, axis) => !axes.includes(axis)),
          type: x.type,
        },
      ];
    },
    evaluate: ([x], { attributes, outputs }) =>
      x ? [{ ...reduced(x, axesIn(attributes, x.shape.length), value), shape: known(outputs[0]?.shape ?? []) }] : [],
  };
}

const axesIn = (attributes: Attributes, rank: number): number[] =>
  numbersIn(attributes, "axes").map((axis) => axisOf(axis, rank));

function reduced(x: NdArray, axes: readonly number[], value: (numbers: readonly number[]) => number): NdArray {
  const read = reader(x);
  const inner = axes.map((axis) => x.shape[axis] ?? 1);
  const kept = x.shape.map((one, axis) => (axes.includes(axis) ? 1 : one));
  return generate(kept, (at) => {
    const numbers: number[] = [];
    generate(inner, (within) => {
      const from = [...at];
      for (const [i, axis] of axes.entries()) from[axis] = within[i] ?? 0;
      numbers.push(read(from));
      return 0;
    });
    return value(numbers);
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
const logSumExp = (numbers: readonly number[]): number => {
  const top = Math.max(...numbers);
  return top + Math.log(sum(numbers.map((one) => Math.exp(one - top))));
};

export const reduceSumOp = reduction("ReduceSum", sum);
export const reduceMeanOp = reduction("ReduceMean", (numbers) => sum(numbers) / numbers.length);
export const reduceMaxOp = reduction("ReduceMax", (numbers) => Math.max(...numbers));
export const reduceMinOp = reduction("ReduceMin", (numbers) => Math.min(...numbers));
export const reduceLogSumExpOp = reduction("ReduceLogSumExp", logSumExp);

/** An op along the last axis that keeps the shape. */
function alongLast(name: string, value: (numbers: readonly number[]) => readonly number[]): Op {
  return {
    name,
    infer(inputs, attributes) {
      const [x] = inputs;
      if (x?.type !== "float32" || axisOf(numberIn(attributes, "axis", -1), x.shape.length) !== x.shape.length - 1) {
        throw new BadUse(name, shapesText(inputs), "a float32 tensor, along its last axis");
      }
      return [{ shape: x.shape, type: x.type }];
    },
    evaluate: ([x]) => {
      if (!x) return [];
      const width = x.shape.at(-1) ?? 1;
      const data = new Float64Array(x.data.length);
      for (let from = 0; from < data.length; from += width)
        data.set(value(Array.from(x.data.subarray(from, from + width))), from);
      return [{ shape: x.shape, data }];
    },
  };
}

export const softmaxOp = alongLast("Softmax", (numbers) => {
  const all = logSumExp(numbers);
  return numbers.map((one) => Math.exp(one - all));
});
export const logSoftmaxOp = alongLast("LogSoftmax", (numbers) => {
  const all = logSumExp(numbers);
  return numbers.map((one) => one - all);
});

/** Place of the greatest along `axis`, the first of equals. */
export const argMaxOp: Op = {
  name: "ArgMax",
  infer(inputs, attributes) {
    const [x] = inputs;
    if (!x) throw new BadUse("ArgMax", "nothing", "a tensor");
    const at = axisOf(numberIn(attributes, "axis"), x.shape.length);
    return [{ shape: attributes["keepdims"] === 1 ? x.shape.with(at, 1) : x.shape.toSpliced(at, 1), type: "int64" }];
  },
  evaluate: ([x], { attributes, outputs }) => {
    if (!x) return [];
    const axes = [axisOf(numberIn(attributes, "axis"), x.shape.length)];
    return [
      {
        ...reduced(x, axes, (numbers) => numbers.indexOf(Math.max(...numbers))),
        shape: known(outputs[0]?.shape ?? []),
      },
    ];
  },
};

/** The `k` greatest along the last axis, greatest first, the first of equals first; and their places. */
export const topKOp: Op = {
  name: "TopK",
  settings: ["k"],
  infer(inputs, attributes) {
    const [x] = inputs;
    const [k] = numbersIn(attributes, "k");
    const last = x?.shape.at(-1);
    if (!x || k === undefined || (typeof last === "number" && (k > last || k < 1))) {
      throw new BadUse("TopK", `${shapesText(inputs)} with k = ${k}`, "k from 1 to the last extent");
    }
    const shape = x.shape.with(-1, k);
    return [
      { shape, type: x.type },
      { shape, type: "int64" },
    ];
  },
  evaluate: ([x], { attributes, outputs }) => {
    if (!x) return [];
    const [k = 1] = numbersIn(attributes, "k");
    const width = x.shape.at(-1) ?? 1;
    const [values, places]: [number[], number[]] = [[], []];
    for (let from = 0; from < x.data.length; from += width) {
      const row = Array.from(x.data.subarray(from, from + width), (one, place) => ({ one, place }));
      for (const { one, place } of row.sort((a, b) => b.one - a.one || a.place - b.place).slice(0, k)) {
        values.push(one);
        places.push(place);
      }
    }
    const shape = known(outputs[0]?.shape ?? []);
    return [
      { shape, data: Float64Array.from(values) },
      { shape, data: Float64Array.from(places) },
    ];
  },
};

/** Running sums along `axis`; `reverse` 1: from the end. */
export const cumSumOp: Op = {
  name: "CumSum",
  settings: ["axis"],
  infer(inputs, attributes) {
    const [x] = inputs;
    if (!x) throw new BadUse("CumSum", "nothing", "a tensor");
    axisOf(numbersIn(attributes, "axis")[0] ?? 0, x.shape.length);
    return [{ shape: x.shape, type: x.type }];
  },
  evaluate: ([x], { attributes }) => {
    if (!x) return [];
    const axis = axisOf(numbersIn(attributes, "axis")[0] ?? 0, x.shape.length);
    const read = reader(x);
    const running = (at: readonly number[]) => {
      let total = 0;
      const reversed = attributes["reverse"] === 1;
      for (
        let i = reversed ? (at[axis] ?? 0) : 0;
        i <= (reversed ? (x.shape[axis] ?? 1) - 1 : (at[axis] ?? 0));
        i += 1
      ) {
        total += read(at.with(axis, i));
      }
      return total;
    };
    return [generate(x.shape, running)];
  },
};

export const reduceOps: readonly Op[] = [
  ...[
    reduceSumOp,
    reduceMeanOp,
    reduceMaxOp,
    reduceMinOp,
    reduceLogSumExpOp,
    softmaxOp,
    logSoftmaxOp,
    argMaxOp,
    topKOp,
    cumSumOp,
  ],
];

export interface ReduceOptions {
  /** Keep the axis with an extent of one. */
  readonly keep?: boolean;
}

const allAxes = (x: Tensor): number[] => x.shape.map((_, axis) => axis);
const reducing =
  (op: Op) =>
  (x: Tensor, axes: readonly number[] = allAxes(x), { keep = false }: ReduceOptions = {}): Tensor =>
    axes.length === 0
      ? x
      : apply(op, [x], { axes: axes.map((axis) => axisOf(axis, x.shape.length)), keepdims: keep ? 1 : 0 });

/** Sum over `axes`; absent: over all. */
export const reduceSum = reducing(reduceSumOp);
export const reduceMean = reducing(reduceMeanOp);
export const reduceMax = reducing(reduceMaxOp);
export const reduceMin = reducing(reduceMinOp);
export const reduceLogSumExp = reducing(reduceLogSumExpOp);
/** Along the last axis. */
export const softmax = (x: Tensor): Tensor => apply(softmaxOp, [x], { axis: -1 });
/** Along the last axis. */
export const logSoftmax = (x: Tensor): Tensor => apply(logSoftmaxOp, [x], { axis: -1 });
export const argMax = (x: Tensor, axis = -1): Tensor =>
  apply(argMaxOp, [x], { axis: axisOf(axis, x.shape.length), keepdims: 0 });
export const topK = (x: Tensor, k: number): readonly Tensor[] => applyAll(topKOp, [x], { k: [k], axis: -1 });
export const cumSum = (x: Tensor, axis: number, { reverse = false } = {}): Tensor =>
  apply(cumSumOp, [x], { axis: [axis], reverse: reverse ? 1 : 0 });
