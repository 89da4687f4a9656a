import { generate, reader } from "../../nd-array.js";
import { broadcastShape, type Dimension, known, sameDimension, type Unknown } from "../../shape.js";
import type { Known } from "./value.js";

type Rule = (a: Dimension, b: Dimension, isWhole: boolean) => Dimension | undefined;

const isOpen = (extent: Dimension): extent is Unknown => typeof extent !== "number";

/** A rule for numbers, and `open` where one of them is an extent that is open; undefined: that has no answer yet. */
const rule =
  (
    numbers: (a: number, b: number, isWhole: boolean) => number,
    open: (a: Dimension, b: Dimension) => Dimension | undefined,
  ): Rule =>
  (a, b, isWhole) =>
    isOpen(a) || isOpen(b) ? open(a, b) : numbers(a, b, isWhole);

const scaled = (extent: Unknown, factor: number): Dimension | undefined => {
  const times = extent.times * factor;
  return Number.isInteger(times) && times > 0 ? { ...extent, times } : undefined;
};

function product(a: Dimension, b: Dimension): Dimension | undefined {
  if (isOpen(a)) return isOpen(b) ? undefined : scaled(a, b);
  return isOpen(b) ? scaled(b, a) : a * b;
}

function quotient(a: Dimension, b: Dimension): Dimension | undefined {
  if (!isOpen(a)) return undefined;
  if (!isOpen(b)) return scaled(a, 1 / b);
  return a.symbol === b.symbol && a.times % b.times === 0 ? a.times / b.times : undefined;
}

function sum(a: Dimension, b: Dimension): Dimension | undefined {
  if (a === 0) return b;
  return b === 0 ? a : undefined;
}

/** An open extent is some number above zero. */
function same(a: Dimension, b: Dimension): Dimension | undefined {
  if (isOpen(a) && isOpen(b)) return sameDimension(a, b) ? 1 : undefined;
  const number = isOpen(a) ? b : a;
  return typeof number === "number" && number <= 0 ? 0 : undefined;
}

const never = () => undefined;

const rules: Readonly<Record<string, Rule>> = {
  Add: rule((a, b) => a + b, sum),
  Sub: rule(
    (a, b) => a - b,
    (a, b) => (isOpen(a) && isOpen(b) && sameDimension(a, b) ? 0 : b === 0 ? a : undefined),
  ),
  Mul: rule((a, b) => a * b, product),
  Div: rule((a, b, isWhole) => (isWhole ? Math.trunc(a / b) : a / b), quotient),
  // the sign is the divisor's, as in Python, unless fmod is set, which whole numbers are not used with
  Mod: rule((a, b) => a - b * Math.floor(a / b), never),
  Equal: rule((a, b) => Number(a === b), same),
  Floor: rule((a) => Math.floor(a), never),
  Ceil: rule((a) => Math.ceil(a), never),
};

/** Whether arithmetic on numbers that stand before the graph runs is done here, open extents among them. */
export const isReckoned = (op: string): boolean => op in rules;

/** @throws {RangeError} where open extents give no answer */
export function reckoned(op: string, a: Known, b: Known = a): Known {
  const shape = known(
    broadcastShape(a.shape, b.shape) ?? refuse(`[${a.shape}] and [${b.shape}] do not stretch to each other`),
  );
  const [left, right] = [placesOf(a, shape), placesOf(b, shape)];
  const isWhole = a.type !== "float32";
  const values = left.map((place, i) => {
    const [x, y] = [a.values[place]!, b.values[right[i]!]!];
    return rules[op]!(x, y, isWhole) ?? refuse("the extent of an axis, which is open, is reckoned with");
  });
  return { type: op === "Equal" ? "bool" : a.type, shape, values };
}

/** For every place of `shape`, that of the number stretched to it. */
function placesOf({ shape: own, values }: Known, shape: readonly number[]): number[] {
  const places = { shape: own, data: Float64Array.from(values, (_, place) => place) };
  return Array.from(generate(shape, reader(places)).data);
}

function refuse(what: string): never {
  throw new RangeError(what);
}
