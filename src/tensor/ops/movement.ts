import { generate, reader } from "../nd-array.js";
import {
  axisOf,
  broadcastShape,
  type Dimension,
  known,
  productOf,
  type Shape,
  sameDimension,
  sameShape,
  shapeText,
} from "../shape.js";
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

/** The same numbers in another shape; at most one extent may be unknown. */
export const reshapeOp: Op = {
  name: "Reshape",
  settings: ["shape"],
  infer(inputs, attributes) {
    const [x] = inputs;
    const shape = attributes["shape"] as Shape;
    if (!x || !sameDimension(productOf(x.shape), productOf(shape))) {
      throw new BadUse("Reshape", `${shapesText(inputs)} to ${shapeText(shape)}`, "as many numbers after as before");
    }
    return [{ shape, type: x.type }];
  },
  evaluate: ([x], { outputs }) => (x ? [{ shape: known(outputs[0]?.shape ?? []), data: x.data }] : []),
};

/** Axis `perm[i]` of the input becomes axis i. */
export const transposeOp: Op = {
  name: "Transpose",
  infer(inputs, attributes) {
    const [x] = inputs;
    const perm = numbersIn(attributes, "perm");
    if (!x || [...perm].sort((a, b) => a - b).join() !== x.shape.map((_, axis) => axis).join()) {
      throw new BadUse("Transpose", `${shapesText(inputs)} by [${perm.join(", ")}]`, "every axis once");
    }
    return [{ shape: perm.map((axis) => x.shape[axis] ?? 1), type: x.type }];
  },
  evaluate: ([x], { attributes, outputs }) => {
    if (!x) return [];
    const perm = numbersIn(attributes, "perm");
    const read = reader(x);
    const from = new Array<number>(perm.length);
    const value = (at: readonly number[]) => {
      for (const [axis, source] of perm.entries()) from[source] = at[axis] ?? 0;
      return read(from);
    };
    return [generate(known(outputs[0]?.shape ?? []), value)];
  },
};

/** Tensors one after the other along `axis`. */
export const concatOp: Op = {
  name: "Concat",
  infer(inputs, attributes) {
    const [first, ...others] = inputs;
    if (!first) throw new BadUse("Concat", "nothing", "one tensor or more");
    const axis = axisOf(numberIn(attributes, "axis"), first.shape.length);
    const fits = ({ shape, type }: Tensor) =>
      type === first.type &&
      shape.length === first.shape.length &&
      shape.every((one, i) => i === axis || sameDimension(one, first.shape[i] ?? 0));
    if (!others.every(fits))
      throw new BadUse("Concat", `${shapesText(inputs)} along ${axis}`, "one shape but for that axis");
    return [
      {
        shape: first.shape.map((one, i) => (i === axis ? sumOf(inputs.map(({ shape }) => shape[i] ?? 0)) : one)),
        type: first.type,
      },
    ];
  },
  evaluate: (inputs, { attributes, outputs }) => {
    const shape = known(outputs[0]?.shape ?? []);
    const axis = axisOf(numberIn(attributes, "axis"), shape.length);
    const readers = inputs.map(reader);
    return [
      generate(shape, (at) => {
        const from = [...at];
        let place = 0;
        while ((from[axis] ?? 0) >= (inputs[place]?.shape[axis] ?? 0)) {
          from[axis] = (from[axis] ?? 0) - (inputs[place]?.shape[axis] ?? 0);
          place += 1;
        }
        return readers[place]?.(from) ?? Number.NaN;
      }),
    ];
  },
};

function sumOf(extents: readonly Dimension[]): Dimension {
  if (extents.length === 1) return extents[0] ?? 0;
  return known(extents).reduce((all, one) => all + one, 0);
}

/** Parts of the sizes `split` along `axis`, in order. */
export const splitOp: Op = {
  name: "Split",
  settings: ["split"],
  infer(inputs, attributes) {
    const [x] = inputs;
    const sizes = numbersIn(attributes, "split");
    const axis = axisOf(numberIn(attributes, "axis"), x?.shape.length ?? 0);
    if (!x || sizes.reduce((all, one) => all + one, 0) !== x.shape[axis]) {
      throw new BadUse("Split", `${shapesText(inputs)} in [${sizes.join(", ")}] along ${axis}`, "sizes that add up");
    }
    return sizes.map((size) => ({ shape: x.shape.map((one, i) => (i === axis ? size : one)), type: x.type }));
  },
  evaluate: ([x], { attributes, outputs }) => {
    if (!x) return [];
    const axis = axisOf(numberIn(attributes, "axis"), x.shape.length);
    const read = reader(x);
    let start = 0;
    return outputs.map(({ shape }) => {
      const from = start;
      const part = generate(known(shape), (at) => read(at.map((one, i) => (i === axis ? one + from : one))));
      start += part.shape[axis] ?? 0;
      return part;
    });
  },
};

/** Along each of `axes` the places start, start + step, … before end; steps may be negative. */
export const sliceOp: Op = {
  name: "Slice",
  settings: ["starts", "ends", "axes", "steps"],
  infer(inputs, attributes) {
    const [x] = inputs;
    if (!x) throw new BadUse("Slice", "nothing", "a tensor");
    const shape = [...x.shape];
    for (const { axis, count } of cuts(x, attributes)) shape[axis] = count;
    return [{ shape, type: x.type }];
  },
  evaluate: ([x], { attributes, outputs, inputs }) => {
    const [given] = inputs;
    if (!x || !given) return [];
    const read = reader(x);
    const all = cuts(given, attributes);
    const value = (at: readonly number[]) => {
      const from = [...at];
      for (const { axis, start, step } of all) from[axis] = start + step * (at[axis] ?? 0);
      return read(from);
    };
    return [generate(known(outputs[0]?.shape ?? []), value)];
  },
};

interface Cut {
  readonly axis: number;
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

function cuts(x: Tensor, attributes: Attributes): Cut[] {
  const [starts, ends, axes, steps] = ["starts", "ends", "axes", "steps"].map((name) => numbersIn(attributes, name));
  return (axes ?? []).map((given, i) => {
    const axis = axisOf(given, x.shape.length);
    const [extent] = known([x.shape[axis] ?? 0]);
    const step = steps?.[i] ?? 1;
    const bound = (place: number) => {
      const counted = place < 0 ? place + (extent ?? 0) : place;
      return step > 0
        ? Math.min(Math.max(counted, 0), extent ?? 0)
        : Math.min(Math.max(counted, -1), (extent ?? 0) - 1);
    };
    const start = bound(starts?.[i] ?? 0);
    const end = bound(ends?.[i] ?? 0);
    return { axis, start, step, count: Math.max(0, Math.ceil((end - start) / step)) };
  });
}

/** A tensor stretched to `shape`. */
export const expandOp: Op = {
  name: "Expand",
  settings: ["shape"],
  infer(inputs, attributes) {
    const [x] = inputs;
    const shape = attributes["shape"] as Shape;
    const stretched = x && broadcastShape(x.shape, shape);
    if (!x || !stretched || !sameShape(stretched, shape)) {
      throw new BadUse("Expand", `${shapesText(inputs)} to ${shapeText(shape)}`, "a shape it stretches to");
    }
    return [{ shape, type: x.type }];
  },
  evaluate: ([x], { outputs }) => (x ? [generate(known(outputs[0]?.shape ?? []), reader(x))] : []),
};

/** Zeros around: `pads` holds those before each axis, then those after each. */
export const padOp: Op = {
  name: "Pad",
  settings: ["pads"],
  infer(inputs, attributes) {
    const [x] = inputs;
    const pads = numbersIn(attributes, "pads");
    if (!x || pads.length !== 2 * x.shape.length || pads.some((one) => one < 0)) {
      throw new BadUse("Pad", `${shapesText(inputs)} by [${pads.join(", ")}]`, "two counts an axis, none negative");
    }
    const padded = (one: Dimension, axis: number) => {
      const more = (pads[axis] ?? 0) + (pads[axis + x.shape.length] ?? 0);
      return more === 0 ? one : (known([one])[0] ?? 0) + more;
    };
    return [{ shape: x.shape.map(padded), type: x.type }];
  },
  evaluate: ([x], { attributes, outputs }) => {
    if (!x) return [];
    const pads = numbersIn(attributes, "pads");
    const read = reader(x);
    return [
      generate(known(outputs[0]?.shape ?? []), (at) => {
        const from = at.map((one, axis) => one - (pads[axis] ?? 0));
        return from.every((one, axis) => one >= 0 && one < (x.shape[axis] ?? 0)) ? read(from) : 0;
      }),
    ];
  },
};

export const movementOps: readonly Op[] = [reshapeOp, transposeOp, concatOp, splitOp, sliceOp, expandOp, padOp];

/** @param shape −1 once: what is left over */
export function reshape(x: Tensor, shape: Shape): Tensor {
  const open = shape.indexOf(-1);
  const full = open < 0 ? shape : shape.with(open, leftOver(x, shape.toSpliced(open, 1)));
  return sameShape(full, x.shape) ? x : apply(reshapeOp, [x], { shape: full });
}

function leftOver(x: Tensor, others: Shape): Dimension {
  const [all, rest] = [productOf(x.shape), productOf(others)];
  const count = (one: Dimension) => (typeof one === "number" ? one : one.times);
  const times = count(all) / Math.max(1, count(rest));
  if (!Number.isInteger(times))
    throw new BadUse("Reshape", `${shapeText(x.shape)} in parts of ${shapeText(others)}`, "a whole number of parts");
  return typeof all === "number" || typeof rest !== "number" ? times : { symbol: all.symbol, times };
}

export const transpose = (x: Tensor, perm: readonly number[]): Tensor =>
  perm.every((from, to) => from === to) ? x : apply(transposeOp, [x], { perm });

export const concat = (tensors: readonly Tensor[], axis: number): Tensor => {
  const [first] = tensors;
  return first && tensors.length === 1 ? first : apply(concatOp, tensors, { axis });
};

export const split = (x: Tensor, sizes: readonly number[], axis: number): readonly Tensor[] =>
  applyAll(splitOp, [x], { split: sizes, axis });

/** @param ends exclusive @param steps absent: one */
export const slice = (
  x: Tensor,
  starts: readonly number[],
  ends: readonly number[],
  axes: readonly number[],
  steps = axes.map(() => 1),
): Tensor => apply(sliceOp, [x], { starts, ends, axes, steps });

export const expand = (x: Tensor, shape: Shape): Tensor =>
  sameShape(x.shape, shape) ? x : apply(expandOp, [x], { shape });
export const pad = (x: Tensor, pads: readonly number[]): Tensor =>
  pads.every((one) => one === 0) ? x : apply(padOp, [x], { pads });

/** The last `count` axes as one. */
export const flattenFrom = (x: Tensor, axis: number): Tensor =>
  reshape(x, [...x.shape.slice(0, axis), productOf(x.shape.slice(axis))]);
