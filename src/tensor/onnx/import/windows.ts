import { averagePool, conv, convTransposeOp, maxPool, windowAttributes } from "../../ops/convolution.js";
import { add } from "../../ops/elementwise.js";
import { pad, reshape } from "../../ops/movement.js";
import { known } from "../../shape.js";
import { apply, type Tensor } from "../../tensor.js";
import type { Importer, NodeReading } from "./node-reading.js";

interface Windows {
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Before each axis, then after each. */
  readonly pads: readonly number[];
}

/** Strides, dilations and pads spelled out. @param kernel an extent an axis */
function windowsOf(node: NodeReading, x: Tensor, kernel: readonly number[]): Windows {
  const rank = kernel.length;
  const strides = node.ints("strides") ?? new Array<number>(rank).fill(1);
  const dilations = node.ints("dilations") ?? new Array<number>(rank).fill(1);
  const auto = node.text("auto_pad", "NOTSET");
  const given = node.ints("pads") ?? new Array<number>(2 * rank).fill(0);
  if (auto === "NOTSET") return { strides, dilations, pads: given };
  if (auto === "VALID") return { strides, dilations, pads: given.map(() => 0) };
  if (!auto.startsWith("SAME_")) node.refuse(`auto_pad is ${auto}`);
  // as many windows as strides fit into the extent; the odd zero goes after it (upper) or before it (lower)
  const missing = known(x.shape.slice(2)).map((extent, axis) => {
    const reach = dilations[axis]! * (kernel[axis]! - 1) + 1;
    return Math.max(0, (Math.ceil(extent / strides[axis]!) - 1) * strides[axis]! + reach - extent);
  });
  const lesser = missing.map((count) => Math.floor(count / 2));
  const greater = missing.map((count) => Math.ceil(count / 2));
  return { strides, dilations, pads: auto === "SAME_UPPER" ? [...lesser, ...greater] : [...greater, ...lesser] };
}

const convolution: Importer = (node) => {
  const [x, weights] = [node.tensor(0), node.tensor(1)];
  const windows = windowsOf(node, x, known(weights.shape.slice(2)));
  return [conv(x, weights, node.optional(2), { ...windows, group: node.int("group", 1) })];
};

const transposed: Importer = (node) => {
  node.demand("auto_pad", node.text("auto_pad", "NOTSET"), "NOTSET");
  if (node.ints("output_shape")) node.refuse("output_shape is not imported");
  const [x, weights, bias] = [node.tensor(0), node.tensor(1), node.optional(2)];
  const kernel_shape = known(weights.shape.slice(2));
  const output_padding = node.ints("output_padding") ?? kernel_shape.map(() => 0);
  const windows = windowAttributes(windowsOf(node, x, kernel_shape), kernel_shape.length);
  const y = apply(convTransposeOp, [x, weights], {
    kernel_shape,
    output_padding,
    ...windows,
    group: node.int("group", 1),
  });
  return [bias ? add(y, reshape(bias, [...bias.shape, ...kernel_shape.map(() => 1)])) : y];
};

/** Where a last window that reaches beyond the end counts, the end is that much further off. */
function withCeiling(node: NodeReading, x: Tensor, kernel: readonly number[], windows: Windows): Windows {
  if (node.int("ceil_mode", 0) === 0) return windows;
  const { strides, dilations, pads } = windows;
  const rank = kernel.length;
  const ends = known(x.shape.slice(2)).map((extent, axis) => {
    const reach = dilations[axis]! * (kernel[axis]! - 1) + 1;
    const padded = extent + pads[axis]! + pads[axis + rank]!;
    const last = Math.ceil((padded - reach) / strides[axis]!) * strides[axis]!;
    // a window that begins in the padding after the end does not count
    const counted = last >= extent + pads[axis]! ? last - strides[axis]! : last;
    return Math.max(pads[axis + rank]!, pads[axis + rank]! + counted + reach - padded);
  });
  return { ...windows, pads: [...pads.slice(0, rank), ...ends] };
}

const kernelOf = (node: NodeReading): readonly number[] => node.ints("kernel_shape") ?? node.refuse("no kernel_shape");

const maxPooling: Importer = (node) => {
  const [x, kernel] = [node.tensor(0), kernelOf(node)];
  return [maxPool(x, kernel, withCeiling(node, x, kernel, windowsOf(node, x, kernel)))];
};

const averagePooling: Importer = (node) => {
  const [x, kernel] = [node.tensor(0), kernelOf(node)];
  const windows = windowsOf(node, x, kernel);
  if (node.int("count_include_pad", 0) === 0) return [averagePool(x, kernel, withCeiling(node, x, kernel, windows))];
  node.demand("ceil_mode with count_include_pad", node.int("ceil_mode", 0), 0);
  const { pads, ...rest } = windows;
  const none = [0, 0];
  const around = [...none, ...pads.slice(0, kernel.length), ...none, ...pads.slice(kernel.length)];
  return [averagePool(pad(x, around), kernel, rest)];
};

export const windows: Readonly<Record<string, Importer>> = {
  Conv: convolution,
  ConvTranspose: transposed,
  MaxPool: maxPooling,
  AveragePool: averagePooling,
};
