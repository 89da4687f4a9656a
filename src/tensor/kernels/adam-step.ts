import type { Kernel } from "./kernel.js";

const f = Math.fround;

/**
 * A step of Adam, with both kinds of weight decay:
 *
 *     g ← scale · gradient + decay · p
 *     m ← m + (1 − β₁)(g − m)
 *     v ← β₂ v + (1 − β₂) g²
 *     p ← shrink · p − size · m / (correction · √v + ε)
 *
 * Source: Kingma and Ba (2015), algorithm 1, with size = rate / (1 − β₁ᵗ) and correction = 1 / √(1 − β₂ᵗ), in the order of
 * operations of torch.optim.Adam; Loshchilov and Hutter (2019), algorithm 2, for shrink = 1 − rate · decay in the place of decay.
 */
export const adamStep: Kernel<
  "parameters" | "gradients" | "first" | "second",
  "scale" | "decay" | "shrink" | "firstShare" | "secondKept" | "secondShare" | "size" | "correction" | "epsilon"
> = {
  name: "adam step",
  arrays: { parameters: "table", gradients: "packed", first: "table", second: "table" },
  scalars: ["scale", "decay", "shrink", "firstShare", "secondKept", "secondShare", "size", "correction", "epsilon"],

  plain({ parameters, gradients, first, second }, { table, packed, length }, scalars) {
    const { scale, decay, shrink, firstShare, secondKept, secondShare, size, correction, epsilon } = scalars;
    for (let i = 0; i < length; i += 1) {
      const p = parameters[table + i]!;
      const g = f(f(gradients[packed + i]! * scale) + f(p * decay));
      const m = f(first[table + i]! + f(f(g - first[table + i]!) * firstShare));
      const v = f(f(second[table + i]! * secondKept) + f(f(g * secondShare) * g));
      const root = f(f(f(Math.sqrt(v)) * correction) + epsilon);
      first[table + i] = m;
      second[table + i] = v;
      parameters[table + i] = f(p * shrink) - f(f(m * size) / root);
    }
  },

  kept: ["p", "g", "m", "v", "root"],
  formula: ({ load, store, value, keep, add, subtract, multiply, divide, squareRoot }) => [
    keep("p", load("parameters")),
    keep("g", add(multiply(load("gradients"), value("scale")), multiply(value("p"), value("decay")))),
    keep("m", load("first")),
    keep("m", add(value("m"), multiply(subtract(value("g"), value("m")), value("firstShare")))),
    keep("v", multiply(multiply(value("g"), value("secondShare")), value("g"))),
    keep("v", add(multiply(load("second"), value("secondKept")), value("v"))),
    keep("root", add(multiply(squareRoot(value("v")), value("correction")), value("epsilon"))),
    store("first", value("m")),
    store("second", value("v")),
    store(
      "parameters",
      subtract(multiply(value("p"), value("shrink")), divide(multiply(value("m"), value("size")), value("root"))),
    ),
  ],
};
