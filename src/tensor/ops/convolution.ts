import { generate, type NdArray, reader } from "../nd-array.js";
import { type Dimension, known, type Shape, sameDimension } from "../shape.js";
import { type Attributes, apply, BadUse, numberIn, numbersIn, type Op, shapesText, type Tensor } from "../tensor.js";

/**
 * Cross-correlation of [batch, channels, extents…] with [filters, channels / group, kernel…], plus a bias a filter.
 * Attributes: strides, dilations an axis; pads: zeros before each axis, then after each; group.
 */
export const convOp: Op = {
  name: "Conv",
  infer(inputs, attributes) {
    const [x, weights, bias] = inputs;
    const rank = (x?.shape.length ?? 0) - 2;
    const group = numberIn(attributes, "group", 1);
    const fits =
      x &&
      weights &&
      rank >= 1 &&
      weights.shape.length === rank + 2 &&
      sameDimension(x.shape[1] ?? 0, group * Number(weights.shape[1])) &&
      Number(weights.shape[0]) % group === 0;
    if (!fits || (bias && (bias.shape.length !== 1 || bias.shape[0] !== weights.shape[0]))) {
      throw new BadUse(
        "Conv",
        shapesText(inputs),
        `[batch, channels, …], [filters, channels / ${group}, …] and a bias a filter`,
      );
    }
    const extents = windows("Conv", x.shape.slice(2), known(weights.shape.slice(2)), attributes);
    return [{ shape: [x.shape[0] ?? 1, weights.shape[0] ?? 1, ...extents], type: "float32" }];
  },
  evaluate: ([x, weights, bias], { attributes, outputs }) => {
    if (!x || !weights) return [];
    const [read, weight] = [reader(x), reader(weights)];
    const perGroup = (weights.shape[0] ?? 1) / numberIn(attributes, "group", 1);
    const taps = [weights.shape[1] ?? 1, ...weights.shape.slice(2)];
    return [
      generate(known(outputs[0]?.shape ?? []), ([image = 0, filter = 0, ...at]) => {
        let sum = bias?.data[filter] ?? 0;
        const firstChannel = Math.floor(filter / perGroup) * (weights.shape[1] ?? 1);
        generate(taps, ([channel = 0, ...tap]) => {
          const from = tapPlace(at, tap, attributes);
          if (isInside(from, x.shape.slice(2)))
            sum += weight([filter, channel, ...tap]) * read([image, firstChannel + channel, ...from]);
          return 0;
        });
        return sum;
      }),
    ];
  },
};

/** Greatest in each window of `kernel_shape`; places outside the picture never win. */
export const maxPoolOp: Op = pooling("MaxPool", (numbers) => Math.max(...numbers));

/** Mean of each window, of the places inside the picture (count_include_pad 0). */
export const averagePoolOp: Op = pooling(
  "AveragePool",
  (numbers) => numbers.reduce((all, one) => all + one, 0) / numbers.length,
);

function pooling(name: string, value: (numbers: readonly number[]) => number): Op {
  return {
    name,
    infer(inputs, attributes) {
      const [x] = inputs;
      const kernel = numbersIn(attributes, "kernel_shape");
      if (!x || inputs.length !== 1 || x.shape.length !== kernel.length + 2) {
        throw new BadUse(name, shapesText(inputs), `[batch, channels, …] of ${kernel.length + 2} axes`);
      }
      return [
        { shape: [...x.shape.slice(0, 2), ...windows(name, x.shape.slice(2), kernel, attributes)], type: "float32" },
      ];
    },
    evaluate: ([x], { attributes, outputs }) =>
      x ? [pooled(x, known(outputs[0]?.shape ?? []), attributes, value)] : [],
  };
}

function pooled(
  x: NdArray,
  shape: readonly number[],
  attributes: Attributes,
  value: (numbers: readonly number[]) => number,
): NdArray {
  const read = reader(x);
  return generate(shape, ([image = 0, channel = 0, ...at]) => {
    const numbers: number[] = [];
    generate(numbersIn(attributes, "kernel_shape"), (tap) => {
      const from = tapPlace(at, tap, attributes);
      if (isInside(from, x.shape.slice(2))) numbers.push(read([image, channel, ...from]));
      return 0;
    });
    return value(numbers);
  });
}

/**
 * The reverse of a convolution's reading: every number of [batch, filters, extents…] is laid out by
 * [filters, channels / group, kernel…] where a convolution of those attributes would have read it from, and added up.
 * output_padding: extents the reading left over.
 */
export const convTransposeOp: Op = {
  name: "ConvTranspose",
  infer(inputs, attributes) {
    const [x, weights] = inputs;
    if (
      !x ||
      !weights ||
      x.shape.length < 3 ||
      weights.shape.length !== x.shape.length ||
      !sameDimension(x.shape[1] ?? 0, weights.shape[0] ?? 0)
    ) {
      throw new BadUse("ConvTranspose", shapesText(inputs), "[batch, filters, …] and [filters, channels / group, …]");
    }
    const [strides, dilations, pads, more] = ["strides", "dilations", "pads", "output_padding"].map((name) =>
      numbersIn(attributes, name),
    );
    const rank = x.shape.length - 2;
    const extents = known(x.shape.slice(2)).map((extent, axis) => {
      const reach = (dilations?.[axis] ?? 1) * (Number(weights.shape[axis + 2]) - 1) + 1;
      return (
        (strides?.[axis] ?? 1) * (extent - 1) +
        (more?.[axis] ?? 0) +
        reach -
        (pads?.[axis] ?? 0) -
        (pads?.[axis + rank] ?? 0)
      );
    });
    return [
      {
        shape: [x.shape[0] ?? 1, Number(weights.shape[1]) * numberIn(attributes, "group", 1), ...extents],
        type: "float32",
      },
    ];
  },
  evaluate: ([x, weights], { attributes, outputs }) => {
    if (!x || !weights) return [];
    const shape = known(outputs[0]?.shape ?? []);
    const weight = reader(weights);
    const channels = weights.shape[1] ?? 1;
    const perGroup = (weights.shape[0] ?? 1) / numberIn(attributes, "group", 1);
    const sums = new Map<string, number>();
    const read = reader(x);
    generate(x.shape, (place) => {
      const [image = 0, filter = 0, ...at] = place;
      generate([channels, ...weights.shape.slice(2)], ([channel = 0, ...tap]) => {
        const key = [
          image,
          Math.floor(filter / perGroup) * channels + channel,
          ...tapPlace(at, tap, attributes),
        ].join();
        sums.set(key, (sums.get(key) ?? 0) + read(place) * weight([filter, channel, ...tap]));
        return 0;
      });
      return 0;
    });
    return [generate(shape, (at) => sums.get(at.join()) ?? 0)];
  },
};

export const convolutionOps: readonly Op[] = [convOp, convTransposeOp, maxPoolOp, averagePoolOp];

const tapPlace = (at: readonly number[], tap: readonly number[], attributes: Attributes): number[] => {
  const [strides, dilations, pads] = ["strides", "dilations", "pads"].map((name) =>
    attributes[name] ? numbersIn(attributes, name) : [],
  );
  return at.map(
    (one, axis) => one * (strides?.[axis] ?? 1) + (tap[axis] ?? 0) * (dilations?.[axis] ?? 1) - (pads?.[axis] ?? 0),
  );
};

const isInside = (at: readonly number[], extents: readonly number[]): boolean =>
  at.every((one, axis) => one >= 0 && one < (extents[axis] ?? 0));

function windows(name: string, extents: Shape, kernel: readonly number[], attributes: Attributes): Dimension[] {
  const [strides, dilations, pads] = ["strides", "dilations", "pads"].map((one) =>
    attributes[one] ? numbersIn(attributes, one) : [],
  );
  return known(extents).map((extent, axis) => {
    const reach = (dilations?.[axis] ?? 1) * ((kernel[axis] ?? 1) - 1) + 1;
    const room = extent + (pads?.[axis] ?? 0) + (pads?.[axis + kernel.length] ?? 0) - reach;
    if (room < 0)
      throw new BadUse(
        name,
        `an extent of ${extent}`,
        `at least ${reach - extent + room + extent} for a kernel of ${kernel[axis]}`,
      );
    return Math.floor(room / (strides?.[axis] ?? 1)) + 1;
  });
}

export interface WindowOptions {
  /** An axis; absent: 1. */
  readonly strides?: readonly number[];
  readonly dilations?: readonly number[];
  /** Zeros before each axis, then after each; absent: none. */
  readonly pads?: readonly number[];
  readonly group?: number;
}

/** All window attributes spelled out for `rank` axes. */
export function windowAttributes({ strides, dilations, pads }: WindowOptions, rank: number) {
  const ones = new Array<number>(rank).fill(1);
  return { strides: strides ?? ones, dilations: dilations ?? ones, pads: pads ?? new Array<number>(2 * rank).fill(0) };
}

/** @param x [batch, channels, …] @param weights [filters, channels / group, …] @param bias [filters] */
export const conv = (x: Tensor, weights: Tensor, bias?: Tensor, options: WindowOptions = {}): Tensor =>
  apply(convOp, bias ? [x, weights, bias] : [x, weights], {
    kernel_shape: known(weights.shape.slice(2)),
    ...windowAttributes(options, x.shape.length - 2),
    group: options.group ?? 1,
  });

export const maxPool = (x: Tensor, kernel: readonly number[], options: WindowOptions = {}): Tensor =>
  apply(maxPoolOp, [x], { kernel_shape: kernel, ...windowAttributes({ strides: kernel, ...options }, kernel.length) });

export const averagePool = (x: Tensor, kernel: readonly number[], options: WindowOptions = {}): Tensor =>
  apply(averagePoolOp, [x], {
    kernel_shape: kernel,
    ...windowAttributes({ strides: kernel, ...options }, kernel.length),
  });
