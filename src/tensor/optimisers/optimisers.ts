import { adam } from "./adam.js";
import { adamw } from "./adamw.js";
import { sgd } from "./sgd.js";

/** Every optimiser there is, by name. */
export const optimisers = { sgd, adam, adamw };
