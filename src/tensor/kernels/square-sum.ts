import type { WasmFunction } from "./assembler.js";
import { f32, f64, f64x2, get, i32, repeatWhile, set } from "./instructions.js";
import type { Span } from "./kernel.js";

/** What errors call it, and its array. */
export const squareSumOf = { name: "square sum", arrays: { numbers: "packed" } } as const;

/** The sum of the squares of a part of an array, in float64: four running sums, which meet at the end. */
export function squareSum(array: Float32Array, { from, to }: Span): number {
  const sums = [0, 0, 0, 0];
  const vectorEnd = from + ((to - from) & ~3);
  for (let i = from; i < vectorEnd; i += 4) {
    for (let lane = 0; lane < 4; lane += 1) sums[lane]! += array[i + lane]! * array[i + lane]!;
  }
  let total = sums[0]! + sums[2]! + (sums[1]! + sums[3]!);
  for (let i = vectorEnd; i < to; i += 1) total += array[i]! * array[i]!;
  return total;
}

/** The same in WebAssembly; parameters are the address of the array and its `length`. */
export const squareSumFunction: WasmFunction = {
  name: "square sum",
  parameters: { array: "i32", length: "i32" },
  locals: { end: "i32", vectorEnd: "i32", low: "v128", high: "v128", pair: "v128", total: "f64", single: "f64" },
  result: "f64",
  body: [
    ...set("end", i32.add(get("array"), i32.multiply(get("length"), i32.constant(4)))),
    ...set("vectorEnd", i32.add(get("array"), i32.multiply(i32.and(get("length"), i32.constant(-4)), i32.constant(4)))),
    ...repeatWhile(i32.lessThan(get("array"), get("vectorEnd")), [
      set("pair", f64x2.loadPromoted(get("array"), 0)),
      set("low", f64x2.add(get("low"), f64x2.multiply(get("pair"), get("pair")))),
      set("pair", f64x2.loadPromoted(get("array"), 8)),
      set("high", f64x2.add(get("high"), f64x2.multiply(get("pair"), get("pair")))),
      set("array", i32.add(get("array"), i32.constant(16))),
    ]),
    ...set("low", f64x2.add(get("low"), get("high"))),
    ...set("total", f64.add(f64x2.lane(0, get("low")), f64x2.lane(1, get("low")))),
    ...repeatWhile(i32.lessThan(get("array"), get("end")), [
      set("single", f64.promote(f32.load(get("array")))),
      set("total", f64.add(get("total"), f64.multiply(get("single"), get("single")))),
      set("array", i32.add(get("array"), i32.constant(4))),
    ]),
    ...get("total"),
  ],
};
