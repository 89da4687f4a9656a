import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assemble, type WasmFunction } from "./assembler.js";
import { get, i32, repeatWhile, set, unsigned } from "./instructions.js";
import { createArena } from "./shared-arena.js";
import { webAssembly } from "./web-assembly.js";

const runnable = (...functions: WasmFunction[]) => {
  const { memory } = createArena({ a: 16 });
  const module = new webAssembly.Module(assemble(functions));
  return new webAssembly.Instance(module, { kernels: { memory } }).exports;
};

describe("the assembler", () => {
  it("writes a function that runs: multiplication by addition again and again", () => {
    const { product } = runnable({
      name: "product",
      parameters: { a: "i32", b: "i32" },
      locals: { total: "i32", i: "i32" },
      result: "i32",
      body: [
        ...repeatWhile(i32.lessThan(get("i"), get("b")), [
          set("total", i32.add(get("total"), get("a"))),
          set("i", i32.add(get("i"), i32.constant(1))),
        ]),
        ...get("total"),
      ],
    });
    expect([product!(6, 7), product!(6, 0), product!(-3, 5)]).toEqual([42, 0, -15]);
  });

  it("writes every constant as the platform reads it", () => {
    const constant = fc.oneof(fc.integer({ min: -200, max: 200 }), fc.integer());
    fc.assert(
      fc.property(constant, (value) => {
        const body = i32.constant(value);
        const { same } = runnable({ name: "same", parameters: {}, locals: {}, result: "i32", body });
        expect(same!()).toBe(value);
      }),
      { seed: 1 },
    );
  });

  it("says which name of which function is unknown", () => {
    const body = set("x", get("y"));
    expect(() => assemble([{ name: "f", parameters: {}, locals: { x: "i32" }, body }])).toThrow(
      'f: no parameter or local is called "y"',
    );
  });

  it("writes lengths of more than seven bits in several bytes, lowest first", () => {
    expect(unsigned(624485)).toEqual([0xe5, 0x8e, 0x26]); // the example of the DWARF standard, section 7.6
  });
});
