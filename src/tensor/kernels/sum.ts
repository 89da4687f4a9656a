import type { Kernel } from "./kernel.js";

/** total ← left + right, so that the gradients of two workers need no copy first. */
export const sum: Kernel<"total" | "left" | "right", never> = {
  name: "sum",
  arrays: { total: "table", left: "table", right: "table" },
  scalars: [],
  plain({ total, left, right }, { table, length }) {
    for (let i = table; i < table + length; i += 1) total[i] = left[i]! + right[i]!;
  },
  kept: [],
  formula: (at) => [at.store("total", at.add(at.load("left"), at.load("right")))],
};
