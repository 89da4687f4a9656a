import type { Kernel } from "./kernel.js";

const f = Math.fround;

/**
 * A step of gradient descent with momentum:
 *
 *     g ← scale · gradient + decay · p
 *     velocity ← momentum · velocity + share · g
 *     p ← p − rate · (ahead · g + along · velocity)
 *
 * Classical momentum has ahead 0 and along 1, Nesterov's has ahead 1 and along = momentum.
 *
 * Source: Sutskever et al. (2013), in the form of torch.optim.SGD, whose velocity has no rate in it.
 */
export const momentumStep: Kernel<
  "parameters" | "gradients" | "velocity",
  "scale" | "decay" | "momentum" | "share" | "ahead" | "along" | "rate"
> = {
  name: "momentum step",
  arrays: { parameters: "table", gradients: "packed", velocity: "table" },
  scalars: ["scale", "decay", "momentum", "share", "ahead", "along", "rate"],

  plain({ parameters, gradients, velocity }, { table, packed, length }, scalars) {
    const { scale, decay, momentum, share, ahead, along, rate } = scalars;
    for (let i = 0; i < length; i += 1) {
      const p = parameters[table + i]!;
      const g = f(f(gradients[packed + i]! * scale) + f(p * decay));
      const v = f(f(velocity[table + i]! * momentum) + f(g * share));
      velocity[table + i] = v;
      parameters[table + i] = p - f(f(f(g * ahead) + f(v * along)) * rate);
    }
  },

  kept: ["p", "g", "v"],
  formula: ({ load, store, value, keep, add, subtract, multiply }) => [
    keep("p", load("parameters")),
    keep("g", add(multiply(load("gradients"), value("scale")), multiply(value("p"), value("decay")))),
    keep("v", add(multiply(load("velocity"), value("momentum")), multiply(value("g"), value("share")))),
    store("velocity", value("v")),
    keep("v", add(multiply(value("g"), value("ahead")), multiply(value("v"), value("along")))),
    store("parameters", subtract(value("p"), multiply(value("v"), value("rate")))),
  ],
};
