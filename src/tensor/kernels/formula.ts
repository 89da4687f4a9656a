import type { Code, Lanes } from "./instructions.js";

/** What a kernel's formula is written with, for one number or for four: arrays, scalars and kept values by their names. */
export interface Formula extends Pick<Lanes, "add" | "subtract" | "multiply" | "divide" | "squareRoot"> {
  /** The numbers of an array at the present place. */
  load(array: string): Code;
  store(array: string, value: Code): Code;
  /** A scalar of the kernel, or a value kept before. */
  value(name: string): Code;
  keep(name: string, value: Code): Code;
}
