import { heUniform, type Initialiser, zeros } from "../initialisers.js";
import { conv } from "../ops/convolution.js";
import { known } from "../shape.js";
import { BadUse, shapesText } from "../tensor.js";
import { type Activation, activations } from "./activation.js";
import type { Layer } from "./layer.js";

export interface ConvolutionOptions {
  readonly activation?: Activation;
  /** An extent along all axes, or one for each. Absent: 1. */
  readonly strides?: number | readonly number[];
  readonly dilations?: number | readonly number[];
  /** "valid": windows inside the picture alone; "same": zeros around, so that a stride of one keeps its extents. Absent: valid. */
  readonly padding?: "valid" | "same";
  readonly group?: number;
  /** Absent: with one. */
  readonly bias?: boolean;
  readonly initial?: Initialiser;
}

/** Cross-correlation along one axis: [batch, channels, length] to [batch, filters, length′]. */
export const conv1d = (filters: number, kernel: number, options: ConvolutionOptions = {}): Layer =>
  convolution("conv1d", filters, [kernel], options);

/** Cross-correlation over a picture: [batch, channels, height, width] to [batch, filters, height′, width′]. */
export const conv2d = (
  filters: number,
  kernel: number | readonly [number, number],
  options: ConvolutionOptions = {},
): Layer => convolution("conv2d", filters, typeof kernel === "number" ? [kernel, kernel] : kernel, options);

function convolution(kind: string, filters: number, kernel: readonly number[], options: ConvolutionOptions): Layer {
  const { activation = "linear", padding = "valid", group = 1, bias = true, initial = heUniform } = options;
  const along = (extent: number | readonly number[] = 1) =>
    typeof extent === "number" ? kernel.map(() => extent) : extent;
  const [strides, dilations] = [along(options.strides), along(options.dilations)];
  const around = kernel.map((extent, axis) => (padding === "same" ? (dilations[axis] ?? 1) * (extent - 1) : 0));
  const pads = [...around.map((one) => Math.floor(one / 2)), ...around.map((one) => Math.ceil(one / 2))];
  return {
    kind,
    call(x, scope) {
      if (x.shape.length !== kernel.length + 2)
        throw new BadUse(kind, shapesText([x]), `[batch, channels, …] of ${kernel.length + 2} axes`);
      const [channels = 0] = known(x.shape.slice(1, 2));
      const weights = scope.parameter("weights", [filters, channels / group, ...kernel], initial);
      const shift = bias ? scope.parameter("bias", [filters], zeros, { decays: false }) : undefined;
      return activations[activation](conv(x, weights, shift, { strides, dilations, pads, group }));
    },
  };
}
