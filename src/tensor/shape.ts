/** A size that is known only when the graph runs, such as the batch, or a multiple of it. */
export interface Unknown {
  readonly symbol: string;
  readonly times: number;
}

/** One extent of a tensor. */
export type Dimension = number | Unknown;

/** The extents of a tensor, outermost first; none: a single number. */
export type Shape = readonly Dimension[];

export const unknown = (symbol: string): Unknown => ({ symbol, times: 1 });

export function sameDimension(a: Dimension, b: Dimension): boolean {
  if (typeof a === "number" || typeof b === "number") return a === b;
  return a.symbol === b.symbol && a.times === b.times;
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dimension, axis) => sameDimension(dimension, b[axis] ?? 0));
}

const dimensionText = (dimension: Dimension): string => {
  if (typeof dimension === "number") return String(dimension);
  return dimension.times === 1 ? dimension.symbol : `${dimension.times}·${dimension.symbol}`;
};

/** As error messages show it: [batch, 3, 28, 28]. */
export const shapeText = (shape: Shape): string => `[${shape.map(dimensionText).join(", ")}]`;

/** How many numbers a shape holds; a multiple of an unknown where one of its extents is unknown. */
export function productOf(shape: Shape): Dimension {
  const times = shape.reduce<number>((all, one) => all * (typeof one === "number" ? one : one.times), 1);
  const symbols = shape.filter((one) => typeof one !== "number");
  if (symbols.length > 1) throw new RangeError(`the size of ${shapeText(shape)} is a product of two unknowns`);
  const symbol = symbols[0];
  return symbol ? { symbol: symbol.symbol, times } : times;
}

/** @throws {RangeError} when an extent is unknown. */
export function known(shape: Shape): number[] {
  return shape.map((one) => {
    if (typeof one !== "number") throw new RangeError(`the shape ${shapeText(shape)} is not known before it runs`);
    return one;
  });
}

/** How many numbers a known shape holds. @throws {RangeError} when an extent is unknown. */
export const sizeOf = (shape: Shape): number => known(shape).reduce((all, one) => all * one, 1);

/** `axis`, counted from the end where negative. @throws {RangeError} for one the rank does not have. */
export function axisOf(axis: number, rank: number): number {
  const counted = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(axis) || counted < 0 || counted >= rank) {
    throw new RangeError(`axis ${axis} of a tensor with ${rank} axes`);
  }
  return counted;
}

/** The steps between neighbours along each axis, in numbers, row-major. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
    strides[axis] = step;
    step *= shape[axis] ?? 1;
  }
  return strides;
}

/**
 * The shape two shapes are stretched to, axes aligned at the end, an extent of one repeated; null where they do not fit.
 *
 * Source: the ONNX specification, "Multidirectional broadcasting", as in NumPy.
 */
export function broadcastShape(a: Shape, b: Shape): Shape | null {
  const rank = Math.max(a.length, b.length);
  const shape: Dimension[] = [];
  for (let axis = 0; axis < rank; axis += 1) {
    const left = a[a.length - rank + axis] ?? 1;
    const right = b[b.length - rank + axis] ?? 1;
    if (left !== 1 && right !== 1 && !sameDimension(left, right)) return null;
    shape.push(left === 1 ? right : left);
  }
  return shape;
}
