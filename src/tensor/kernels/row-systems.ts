import type { WasmFunction } from "./assembler.js";
import { type Code, call, f32, f32x4, get, i32, repeatWhile, set } from "./instructions.js";

/*
 * For each of many rows, steps of conjugate gradients towards the v that solves
 *
 *     (I + weight · Σ z·zᵀ) · v = right · Σ z        over the vectors z the row names
 *
 * Vectors lie one behind the other, `width` numbers each, a multiple of four. Source: Hestenes & Stiefel (1952), Methods
 * of conjugate gradients for solving linear systems, §3.
 */

const BYTES = i32.constant(4);
const VECTOR = i32.constant(16);
const TINY = 1e-30; // a solved system divides zero by this

const vector = (at: string): Code => f32x4.load(i32.add(get(at), get("at")));
const overWidth = (body: readonly Code[]): Code => [
  ...set("at", i32.constant(0)),
  ...repeatWhile(i32.lessThan(get("at"), get("bytes")), [...body, set("at", i32.add(get("at"), VECTOR))]),
];
const sumOfLanes = (value: Code, kept: string): Code => [
  ...set(kept, value),
  ...f32.add(
    f32.add(f32x4.lane(0, get(kept)), f32x4.lane(1, get(kept))),
    f32.add(f32x4.lane(2, get(kept)), f32x4.lane(3, get(kept))),
  ),
];

const UNROLLED = [0, 1, 2, 3] as const;

/** a · b, in four sums that do not wait for each other */
const product: WasmFunction = {
  name: "product",
  parameters: { a: "i32", b: "i32", bytes: "i32" },
  locals: { at: "i32", most: "i32", sums0: "v128", sums1: "v128", sums2: "v128", sums3: "v128" },
  result: "f32",
  body: [
    ...set("most", i32.and(get("bytes"), i32.constant(-64))),
    ...repeatWhile(i32.lessThan(get("at"), get("most")), [
      ...UNROLLED.map((lane) => addProduct(`sums${lane}`, 16 * lane)),
      set("at", i32.add(get("at"), i32.constant(64))),
    ]),
    ...repeatWhile(i32.lessThan(get("at"), get("bytes")), [
      addProduct("sums0", 0),
      set("at", i32.add(get("at"), VECTOR)),
    ]),
    ...sumOfLanes(f32x4.add(f32x4.add(get("sums0"), get("sums1")), f32x4.add(get("sums2"), get("sums3"))), "sums0"),
  ],
};

function addProduct(sums: string, offset: number): Code {
  const lanes = (of: string): Code => f32x4.load(i32.add(get(of), get("at")), offset);
  return set(sums, f32x4.add(get(sums), f32x4.multiply(lanes("a"), lanes("b"))));
}

/** into ← into + more · from */
const addScaled: WasmFunction = {
  name: "add scaled",
  parameters: { into: "i32", from: "i32", bytes: "i32", more: "f32" },
  locals: { at: "i32", mores: "v128" },
  body: [
    ...set("mores", f32x4.spread(get("more"))),
    ...overWidth([
      f32x4.store(
        i32.add(get("into"), get("at")),
        f32x4.add(vector("into"), f32x4.multiply(get("mores"), vector("from"))),
      ),
    ]),
  ],
};

/** into ← scale · into + more · from */
const combine: WasmFunction = {
  name: "combine",
  parameters: { into: "i32", from: "i32", bytes: "i32", scale: "f32", more: "f32" },
  locals: { at: "i32", scales: "v128", mores: "v128" },
  body: [
    ...set("scales", f32x4.spread(get("scale"))),
    ...set("mores", f32x4.spread(get("more"))),
    ...overWidth([
      f32x4.store(
        i32.add(get("into"), get("at")),
        f32x4.add(f32x4.multiply(get("scales"), vector("into")), f32x4.multiply(get("mores"), vector("from"))),
      ),
    ]),
  ],
};

/** into ← into + Σ (base + scale · z · along) · z over the vectors that `rows` names */
const addAlong: WasmFunction = {
  name: "add along",
  parameters: { z: "i32", rows: "i32", end: "i32", along: "i32", into: "i32", bytes: "i32", base: "f32", scale: "f32" },
  locals: { one: "i32" },
  body: repeatWhile(i32.lessThan(get("rows"), get("end")), [
    set("one", i32.add(get("z"), i32.multiply(i32.load(get("rows")), get("bytes")))),
    call(3, [
      get("into"),
      get("one"),
      get("bytes"),
      f32.add(get("base"), f32.multiply(get("scale"), call(0, [get("one"), get("along"), get("bytes")]))),
    ]),
    set("rows", i32.add(get("rows"), BYTES)),
  ]),
};

const squares = (of: string): Code => call(0, [get(of), get(of), get("bytes")]);
const combined = (into: string, from: string, scale: Code, more: Code): Code =>
  call(1, [get(into), get(from), get("bytes"), scale, more]);
const added = (along: string, into: string, base: Code, scale: Code): Code =>
  call(2, [get("z"), get("from"), get("to"), get(along), get(into), get("bytes"), base, scale]);
const negative = (value: Code): Code => f32.subtract(f32.constant(0), value);

const solveRows: WasmFunction = {
  name: "solve rows",
  parameters: {
    ...{
      z: "i32",
      starts: "i32",
      rows: "i32",
      count: "i32",
      v: "i32",
      residual: "i32",
      direction: "i32",
      image: "i32",
    },
    ...{ width: "i32", steps: "i32", weight: "f32", right: "f32" },
  },
  locals: { row: "i32", step: "i32", from: "i32", to: "i32", bytes: "i32", before: "f32", after: "f32", length: "f32" },
  body: [
    ...set("bytes", i32.multiply(get("width"), BYTES)),
    ...repeatWhile(i32.lessThan(get("row"), get("count")), [
      set("from", i32.add(get("rows"), i32.multiply(i32.load(get("starts")), BYTES))),
      set("to", i32.add(get("rows"), i32.multiply(i32.load(get("starts"), 4), BYTES))),
      combined("residual", "v", f32.constant(0), f32.constant(-1)), // r = right·Σz − v − weight·Σz(z·v)
      added("v", "residual", get("right"), negative(get("weight"))),
      combined("direction", "residual", f32.constant(0), f32.constant(1)),
      set("before", squares("residual")),
      set("step", i32.constant(0)),
      repeatWhile(i32.lessThan(get("step"), get("steps")), [
        combined("image", "direction", f32.constant(0), f32.constant(1)),
        added("direction", "image", f32.constant(0), get("weight")),
        set(
          "length",
          f32.divide(
            get("before"),
            f32.add(call(0, [get("direction"), get("image"), get("bytes")]), f32.constant(TINY)),
          ),
        ),
        combined("v", "direction", f32.constant(1), get("length")),
        combined("residual", "image", f32.constant(1), negative(get("length"))),
        set("after", squares("residual")),
        combined(
          "direction",
          "residual",
          f32.divide(get("after"), f32.add(get("before"), f32.constant(TINY))),
          f32.constant(1),
        ),
        set("before", get("after")),
        set("step", i32.add(get("step"), i32.constant(1))),
      ]),
      set("v", i32.add(get("v"), get("bytes"))),
      set("starts", i32.add(get("starts"), BYTES)),
      set("row", i32.add(get("row"), i32.constant(1))),
    ]),
  ],
};

/** In the order in which they call each other by number. */
export const rowSystemFunctions: readonly WasmFunction[] = [product, combine, addAlong, addScaled, solveRows];
