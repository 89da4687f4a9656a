import { constant, scalar } from "../../leaves.js";
import * as e from "../../ops/elementwise.js";
import * as m from "../../ops/movement.js";
import { axisOf, broadcastShape, type Dimension, productOf, type Shape, sameShape, shapeText } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import type { Importer, NodeReading } from "./node-reading.js";
import { tensorOf } from "./value.js";

const everyAxis = (x: Tensor): number[] => x.shape.map((_, axis) => axis);

/** A zero takes the extent of the input at its place, unless allowzero is set. */
const reshape: Importer = (node) => {
  const x = node.tensor(0);
  const wanted = node.extents(1) ?? node.refuse("no shape is given");
  const copies = node.int("allowzero", 0) === 0;
  return [
    m.reshape(
      x,
      wanted.map((one, axis) => (one === 0 && copies ? (x.shape[axis] ?? 0) : one)),
    ),
  ];
};

const flatten: Importer = (node) => {
  const x = node.tensor(0);
  const given = node.int("axis", 1);
  const axis = given === x.shape.length ? given : axisOf(given, x.shape.length);
  return [m.reshape(x, [productOf(x.shape.slice(0, axis)), productOf(x.shape.slice(axis))])];
};

const squeeze: Importer = (node) => {
  const x = node.tensor(0);
  const axes = node.numbers(1)?.map((axis) => axisOf(axis, x.shape.length));
  for (const axis of axes ?? []) node.demand(`the extent of axis ${axis}`, x.shape[axis], 1);
  return [
    m.reshape(
      x,
      x.shape.filter((extent, axis) => !(axes ? axes.includes(axis) : extent === 1)),
    ),
  ];
};

const unsqueeze: Importer = (node) => {
  const x = node.tensor(0);
  const given = node.numbers(1) ?? node.refuse("no axes are given");
  const rank = x.shape.length + given.length;
  const axes = given.map((axis) => axisOf(axis, rank));
  if (new Set(axes).size < axes.length) node.refuse(`the axes [${given.join(", ")}] name one twice`);
  const rest = [...x.shape];
  const shape = Array.from({ length: rank }, (_, axis) => (axes.includes(axis) ? 1 : rest.shift()!));
  return [m.reshape(x, shape)];
};

const transpose: Importer = (node) => {
  const x = node.tensor(0);
  return [m.transpose(x, node.ints("perm") ?? everyAxis(x).toReversed())];
};

const concat: Importer = (node) => [m.concat(node.tensors(), node.int("axis", 0))];

const split: Importer = (node) => {
  const x = node.tensor(0);
  const axis = axisOf(node.int("axis", 0), x.shape.length);
  const extent = Number(x.shape[axis]);
  const parts = node.int("num_outputs", node.node.outputs.length);
  const even = Math.ceil(extent / parts);
  const sizes = node.numbers(1) ?? Array.from({ length: parts }, (_, i) => Math.min(even, extent - i * even));
  return m.split(x, sizes, axis);
};

/** Ends far beyond the last place, as exporters write them, come to the last place; so do open axes taken whole. */
const slice: Importer = (node) => {
  const x = node.tensor(0);
  const [starts = [], ends = []] = [node.numbers(1), node.numbers(2)];
  const axes = (node.numbers(3) ?? starts.map((_, axis) => axis)).map((axis) => axisOf(axis, x.shape.length));
  const steps = node.numbers(4) ?? axes.map(() => 1);
  const FAR = 2 ** 31 - 1;
  const near = (place: number) => Math.min(Math.max(place, -FAR), FAR);
  const cuts = axes
    .map((axis, i) => ({ axis, start: near(starts[i]!), end: near(ends[i]!), step: steps[i]! }))
    .filter(({ start, end, step }) => !(start === 0 && end === FAR && step === 1));
  if (cuts.length === 0) return [x];
  const all = <Key extends keyof (typeof cuts)[0]>(key: Key) => cuts.map((cut) => cut[key]);
  return [m.slice(x, all("start"), all("end"), all("axis"), all("step"))];
};

/** Stretched to each other's shape, the other being a shape alone. */
const expand: Importer = (node) => {
  const x = node.tensor(0);
  return [stretched(node, x, node.extents(1) ?? node.refuse("no shape is given"))];
};

function stretched(node: NodeReading, x: Tensor, to: Shape): Tensor {
  const shape =
    broadcastShape(x.shape, to) ?? node.refuse(`${shapeText(x.shape)} does not stretch to ${shapeText(to)}`);
  if (sameShape(shape, x.shape)) return x;
  if (shape.every((extent) => typeof extent === "number")) return m.expand(x, shape);
  // an open extent is no setting of Expand: numbers of that shape stretch x
  const zeros = tensorOf(node.graph.filled(0, shape, "float32"));
  return e.where(e.equal(zeros, scalar(0)), x, x);
}

const tile: Importer = (node) => {
  const x = node.tensor(0);
  const repeats = node.extents(1) ?? node.refuse("no repeats are given");
  const split: Dimension[] = [];
  const to: Dimension[] = [];
  for (const [axis, extent] of x.shape.entries()) {
    const times = repeats[axis] ?? 1;
    if (times !== 1) split.push(1);
    if (times !== 1) to.push(times);
    split.push(extent);
    to.push(extent);
  }
  const shape = x.shape.map((extent, axis) => productOf([extent, repeats[axis] ?? 1]));
  return [m.reshape(stretched(node, m.reshape(x, split), to), shape)];
};

/** A number other than zero around: zeros around what is below or above it. */
const pad: Importer = (node) => {
  node.demand("mode", node.text("mode", "constant"), "constant");
  const x = node.tensor(0);
  const rank = x.shape.length;
  const given = node.numbers(1) ?? node.refuse("no pads are given");
  const axes = (node.numbers(3) ?? everyAxis(x)).map((axis) => axisOf(axis, rank));
  const pads = new Array<number>(2 * rank).fill(0);
  for (const [i, axis] of axes.entries()) {
    pads[axis] = given[i]!;
    pads[axis + rank] = given[i + axes.length]!;
  }
  const [around = 0] = node.numbers(2) ?? [];
  if (!Number.isFinite(around)) node.refuse(`pads with ${around}, imported are finite numbers`);
  const kept = cropped(x, pads);
  const grown = pads.map((count) => Math.max(count, 0));
  if (around === 0) return [m.pad(kept, grown)];
  return [e.add(m.pad(e.sub(kept, scalar(around)), grown), scalar(around))];
};

/** Without what negative pads cut off. */
function cropped(x: Tensor, pads: readonly number[]): Tensor {
  const axes = everyAxis(x).filter((axis) => pads[axis]! < 0 || pads[axis + x.shape.length]! < 0);
  if (axes.length === 0) return x;
  const starts = axes.map((axis) => Math.max(0, -pads[axis]!));
  const ends = axes.map((axis) => Number(x.shape[axis]) - Math.max(0, -pads[axis + x.shape.length]!));
  return m.slice(x, starts, ends, axes);
}

/** The lower or upper triangle of the last two axes; the rest is zero. */
const trilu: Importer = (node) => {
  const x = node.tensor(0);
  const [diagonal = 0] = node.numbers(1) ?? [];
  const [rows, columns] = x.shape.slice(-2).map(Number) as [number, number];
  const upper = node.int("upper", 1) === 1;
  const kept = Array.from({ length: rows * columns }, (_, place) => {
    const [row, column] = [Math.floor(place / columns), place % columns];
    return Number(upper ? column - row >= diagonal : column - row <= diagonal);
  });
  return [e.where(constant(kept, [rows, columns], "bool"), x, constant([0], [], x.type))];
};

export const movement: Readonly<Record<string, Importer>> = {
  Reshape: reshape,
  Flatten: flatten,
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  Transpose: transpose,
  Concat: concat,
  Split: split,
  Slice: slice,
  Expand: expand,
  Tile: tile,
  Pad: pad,
  Trilu: trilu,
};
