import type { WasmFunction } from "./assembler.js";
import type { Formula } from "./formula.js";
import { type Code, f32, f32x4, get, i32, type Lanes, repeatWhile, set } from "./instructions.js";
import type { Kernel } from "./kernel.js";

const BYTES = 4;

/**
 * A function that applies a formula to every place of some arrays: four places at a time, then the last one to three singly.
 * Its parameters are the address of each array, `length` in numbers, and the scalars.
 */
export function elementwise<ArrayName extends string, ScalarName extends string>(
  kernel: Kernel<ArrayName, ScalarName>,
): WasmFunction {
  const { name, scalars, kept, formula } = kernel;
  const arrays = Object.keys(kernel.arrays);
  const loop = (lanes: Lanes, end: string): Code =>
    repeatWhile(i32.lessThan(get("at"), get(end)), [
      ...formula(formulaOf(lanes)),
      set("at", i32.add(get("at"), i32.constant(lanes.count * BYTES))),
    ]);
  return {
    name,
    parameters: {
      ...typed(arrays, "i32"),
      length: "i32",
      ...typed(
        scalars.map((scalar) => local(scalar, f32)),
        "f32",
      ),
    },
    locals: {
      ...{ at: "i32", end: "i32", vectorEnd: "i32" }, // in bytes from the address of each array
      ...typed(
        [...scalars, ...kept].map((value) => local(value, f32x4)),
        "v128",
      ),
      ...typed(
        kept.map((value) => local(value, f32)),
        "f32",
      ),
    },
    body: [
      ...set("end", i32.multiply(get("length"), i32.constant(BYTES))),
      ...set("vectorEnd", i32.and(get("end"), i32.constant(-f32x4.count * BYTES))),
      ...scalars.flatMap((scalar) => set(local(scalar, f32x4), f32x4.spread(get(local(scalar, f32))))),
      ...loop(f32x4, "vectorEnd"),
      ...loop(f32, "end"),
    ],
  };
}

function formulaOf(lanes: Lanes): Formula {
  const place = (array: string): Code => i32.add(get(array), get("at"));
  return {
    ...lanes,
    load: (array) => lanes.load(place(array)),
    store: (array, value) => lanes.store(place(array), value),
    value: (name) => get(local(name, lanes)),
    keep: (name, value) => set(local(name, lanes), value),
  };
}

const local = (name: string, lanes: Lanes): string => `${name} ${lanes.type}`;

function typed<Type extends string>(names: readonly string[], type: Type): Record<string, Type> {
  return Object.fromEntries(names.map((name) => [name, type]));
}
