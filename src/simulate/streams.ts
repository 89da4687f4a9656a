import { childSeed } from "./child-seed.js";

const names = [
  "catalogue",
  "tastes",
  "population",
  "life",
  "moment",
  "basket",
  "browse",
  "guest",
  "mailing",
  "refund",
  "review",
  "media",
  "signal",
  "picture",
  "doubt",
  "identity",
] as const;

/** One seed for each kind of chance in the shop. */
export type Streams = Readonly<Record<(typeof names)[number], number>>;

export function streamsOf(seed: number): Streams {
  return Object.fromEntries(names.map((name, place) => [name, childSeed(seed, place)])) as Streams;
}
