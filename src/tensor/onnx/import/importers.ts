import { constants } from "./constants.js";
import { elementwise } from "./elementwise.js";
import { gathers } from "./gathers.js";
import { movement } from "./movement.js";
import type { Importer } from "./node-reading.js";
import { normalisations } from "./normalisations.js";
import { products } from "./products.js";
import { recurrences } from "./recurrences.js";
import { reductions } from "./reductions.js";
import { windows } from "./windows.js";

/** Every operator that is imported, by its name; those of other domains by domain.name. */
export const importers: ReadonlyMap<string, Importer> = new Map(
  [constants, elementwise, movement, gathers, products, reductions, windows, normalisations, recurrences].flatMap(
    (family) => Object.entries(family),
  ),
);
