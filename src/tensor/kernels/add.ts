import type { Kernel } from "./kernel.js";

/** total ← total + terms. Over rows it is the scatter-add of packed rows into a table: a row named twice gets both. */
export const add: Kernel<"total" | "terms", never> = {
  name: "add",
  arrays: { total: "table", terms: "packed" },
  scalars: [],
  plain({ total, terms }, { table, packed, length }) {
    for (let i = 0; i < length; i += 1) total[table + i]! += terms[packed + i]!;
  },
  kept: [],
  formula: (at) => [at.store("total", at.add(at.load("total"), at.load("terms")))],
};
