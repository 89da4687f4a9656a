import type { Kernel } from "./kernel.js";

/** copies ← originals. Over rows it gathers rows of a table into packed rows. */
export const copy: Kernel<"originals" | "copies", never> = {
  name: "copy",
  arrays: { originals: "table", copies: "packed" },
  scalars: [],
  plain({ originals, copies }, { table, packed, length }) {
    for (let i = 0; i < length; i += 1) copies[packed + i] = originals[table + i]!;
  },
  kept: [],
  formula: (at) => [at.store("copies", at.load("originals"))],
};
