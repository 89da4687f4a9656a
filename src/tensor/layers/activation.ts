import { elu, gelu, leakyRelu, relu, sigmoid, softplus, tanh } from "../ops/elementwise.js";
import { softmax } from "../ops/reduce.js";
import type { Tensor } from "../tensor.js";
import type { Layer } from "./layer.js";

/** The functions layers know by name. */
export const activations = {
  linear: (x: Tensor) => x,
  relu,
  gelu,
  tanh,
  sigmoid,
  softplus,
  softmax,
  elu: (x: Tensor) => elu(x),
  leakyRelu: (x: Tensor) => leakyRelu(x, 0.2),
};

export type Activation = keyof typeof activations;

/** Any shape to the same shape. */
export const activation = (name: Activation): Layer => ({ kind: name, call: (x) => activations[name](x) });
