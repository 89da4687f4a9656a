import * as e from "../../ops/elementwise.js";
import { reshape, transpose } from "../../ops/movement.js";
import * as r from "../../ops/reduce.js";
import { axisOf } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import type { Importer, NodeReading } from "./node-reading.js";

type Reduction = (x: Tensor, axes: readonly number[], options: { readonly keep: boolean }) => Tensor;

/** Axes are an attribute until opset 13 or 18 and an input since; none are all, unless that is switched off. */
const reducing =
  (reduction: Reduction): Importer =>
  (node) => {
    const x = node.tensor(0);
    const given = node.numbers(1) ?? node.ints("axes") ?? [];
    const isNone = given.length === 0 && node.int("noop_with_empty_axes", 0) === 1;
    const axes = given.length > 0 || isNone ? given : x.shape.map((_, axis) => axis);
    return [reduction(x, axes, { keep: node.int("keepdims", 1) === 1 })];
  };

/** An op that works along the last axis, used along any. */
function alongLast(x: Tensor, given: number, op: (x: Tensor) => readonly Tensor[]): readonly Tensor[] {
  const [axis, last] = [axisOf(given, x.shape.length), x.shape.length - 1];
  if (axis === last) return op(x);
  const swap = x.shape.map((_, i) => (i === axis ? last : i === last ? axis : i));
  return op(transpose(x, swap)).map((y) => transpose(y, swap));
}

const softmaxBy =
  (op: (x: Tensor) => Tensor): Importer =>
  (node) =>
    alongLast(node.tensor(0), node.int("axis", -1), (x) => [op(x)]);

const best =
  (score: (x: Tensor) => Tensor): Importer =>
  (node) => {
    node.demand("select_last_index", node.int("select_last_index", 0), 0);
    const x = node.tensor(0);
    const axis = axisOf(node.int("axis", 0), x.shape.length);
    const places = r.argMax(score(x), axis);
    return [node.int("keepdims", 1) === 1 ? reshape(places, x.shape.with(axis, 1)) : places];
  };

const topK: Importer = (node) => {
  const [k = 1] = node.numbers(1) ?? [];
  const isLargest = node.int("largest", 1) === 1;
  const [values, places] = alongLast(node.tensor(0), node.int("axis", -1), (x) => r.topK(isLargest ? x : e.neg(x), k));
  return [isLargest ? values! : e.neg(values!), places!];
};

const cumSum: Importer = (node) => {
  node.demand("exclusive", node.int("exclusive", 0), 0);
  const x = node.tensor(0);
  const [axis = 0] = node.numbers(1) ?? [];
  return [r.cumSum(x, axisOf(axis, x.shape.length), { reverse: node.int("reverse", 0) === 1 })];
};

const overExtents = (reduction: Reduction) => (node: NodeReading) => {
  const x = node.tensor(0);
  return [reduction(x, x.shape.map((_, axis) => axis).slice(2), { keep: true })];
};

const squares: Reduction = (x, axes, options) => r.reduceSum(e.mul(x, x), axes, options);

export const reductions: Readonly<Record<string, Importer>> = {
  ReduceSum: reducing(r.reduceSum),
  ReduceMean: reducing(r.reduceMean),
  ReduceMax: reducing(r.reduceMax),
  ReduceMin: reducing(r.reduceMin),
  ReduceLogSumExp: reducing(r.reduceLogSumExp),
  ReduceLogSum: reducing((x, axes, options) => e.log(r.reduceSum(x, axes, options))),
  ReduceL1: reducing((x, axes, options) => r.reduceSum(e.abs(x), axes, options)),
  ReduceL2: reducing((x, axes, options) => e.sqrt(squares(x, axes, options))),
  ReduceSumSquare: reducing(squares),
  GlobalAveragePool: overExtents(r.reduceMean),
  GlobalMaxPool: overExtents(r.reduceMax),
  Softmax: softmaxBy(r.softmax),
  LogSoftmax: softmaxBy(r.logSoftmax),
  ArgMax: best((x) => x),
  ArgMin: best(e.neg),
  TopK: topK,
  CumSum: cumSum,
};
