import { filled, scalar } from "../../leaves.js";
import { add, div, mul, sqrt, sub } from "../../ops/elementwise.js";
import { reshape } from "../../ops/movement.js";
import { layerNormalization } from "../../ops/normalise.js";
import { reduceMean } from "../../ops/reduce.js";
import { axisOf, known, productOf } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import type { Importer, NodeReading } from "./node-reading.js";

const keep = { keep: true };

/** One number a channel, against [batch, channels, …]. */
const perChannel = (x: Tensor, like: Tensor): Tensor => reshape(x, [...x.shape, ...like.shape.slice(2).map(() => 1)]);

/** (x − mean) / √(variance + epsilon), both over `axes`; the variance divided by n. */
function standardised(x: Tensor, axes: readonly number[], epsilon: number): Tensor {
  const centred = sub(x, reduceMean(x, axes, keep));
  return div(centred, sqrt(add(reduceMean(mul(centred, centred), axes, keep), scalar(epsilon))));
}

const epsilonOf = (node: NodeReading): number => node.float("epsilon", 1e-5);

/** With the mean and variance seen in training. */
const batch: Importer = (node) => {
  node.demand("training_mode", node.int("training_mode", 0), 0);
  const x = node.tensor(0);
  const [scale, shift, mean, variance] = [1, 2, 3, 4].map((place) => node.tensor(place)) as [
    Tensor,
    Tensor,
    Tensor,
    Tensor,
  ];
  const factor = div(scale, sqrt(add(variance, scalar(epsilonOf(node)))));
  return [add(mul(sub(x, perChannel(mean, x)), perChannel(factor, x)), perChannel(shift, x))];
};

/** Over all axes from `axis` on, as over one. */
const layer: Importer = (node) => {
  const x = node.tensor(0);
  const axis = axisOf(node.int("axis", -1), x.shape.length);
  const width = known([productOf(x.shape.slice(axis))])[0]!;
  const scale = reshape(node.tensor(1), [width]);
  const shift = node.optional(2);
  const rows = reshape(x, [...x.shape.slice(0, axis), width]);
  const [y, ...statistics] = layerNormalization(
    rows,
    scale,
    shift ? reshape(shift, [width]) : filled(0, [width]),
    epsilonOf(node),
  );
  const ones = x.shape.map((extent, i) => (i < axis ? extent : 1));
  return [reshape(y!, x.shape), ...statistics.map((one) => reshape(one, ones))];
};

const instance: Importer = (node) => {
  const x = node.tensor(0);
  const y = standardised(x, x.shape.map((_, axis) => axis).slice(2), epsilonOf(node));
  return [add(mul(y, perChannel(node.tensor(1), x)), perChannel(node.tensor(2), x))];
};

/** Scale and shift are one a group until opset 20, one a channel since. */
const group: Importer = (node) => {
  const x = node.tensor(0);
  const groups = node.int("num_groups", 1);
  const [size = 1, channels = 1, ...rest] = x.shape;
  const apart = reshape(x, [size, groups, Number(channels) / groups, ...rest]);
  const y = standardised(apart, apart.shape.map((_, axis) => axis).slice(2), epsilonOf(node));
  const [scale, shift] = [node.tensor(1), node.tensor(2)];
  if (node.graph.opset >= 21) return [add(mul(reshape(y, x.shape), perChannel(scale, x)), perChannel(shift, x))];
  return [reshape(add(mul(y, perChannel(scale, apart)), perChannel(shift, apart)), x.shape)];
};

/** x / √(mean of x² + epsilon), times a scale. Source: Zhang & Sennrich (2019), arXiv:1910.07467. */
const rootMeanSquare: Importer = (node) => {
  const x = node.tensor(0);
  const axis = axisOf(node.int("axis", -1), x.shape.length);
  const axes = x.shape.map((_, i) => i).slice(axis);
  return [mul(div(x, sqrt(add(reduceMean(mul(x, x), axes, keep), scalar(epsilonOf(node))))), node.tensor(1))];
};

export const normalisations: Readonly<Record<string, Importer>> = {
  BatchNormalization: batch,
  LayerNormalization: layer,
  InstanceNormalization: instance,
  GroupNormalization: group,
  RMSNormalization: rootMeanSquare,
};
