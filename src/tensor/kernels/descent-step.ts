import type { Kernel } from "./kernel.js";

const f = Math.fround;

/** A step of gradient descent without memory: p ← p − rate · (scale · gradient + decay · p). */
export const descentStep: Kernel<"parameters" | "gradients", "scale" | "decay" | "rate"> = {
  name: "descent step",
  arrays: { parameters: "table", gradients: "packed" },
  scalars: ["scale", "decay", "rate"],

  plain({ parameters, gradients }, { table, packed, length }, { scale, decay, rate }) {
    for (let i = 0; i < length; i += 1) {
      const p = parameters[table + i]!;
      const g = f(f(gradients[packed + i]! * scale) + f(p * decay));
      parameters[table + i] = p - f(g * rate);
    }
  },

  kept: ["p", "g"],
  formula: ({ load, store, value, keep, add, subtract, multiply }) => [
    keep("p", load("parameters")),
    keep("g", add(multiply(load("gradients"), value("scale")), multiply(value("p"), value("decay")))),
    store("parameters", subtract(value("p"), multiply(value("g"), value("rate")))),
  ],
};
