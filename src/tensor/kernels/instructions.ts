/**
 * The few WebAssembly instructions the kernels are written in, each a function from the code of its operands to code.
 * Operands come first, as on the stack machine: add(a, b) is the code of a, the code of b, then the byte of the addition.
 * A string in code is the name of a local, which the assembler replaces by its number.
 *
 * Source: WebAssembly core specification 2.0, section 5.4, binary format of instructions.
 */
export type Code = readonly (number | string)[];

export type ValueType = "i32" | "f32" | "f64" | "v128";

const SIMD = 0xfd;
const NO_RESULT = 0x40;
const END = 0x0b;

export const get = (name: string): Code => [0x20, name];
export const set = (name: string, value: Code): Code => [...value, 0x21, name];
/** Calls a function of the module by its number. */
export const call = (index: number, operands: readonly Code[]): Code => [...operands.flat(), 0x10, ...unsigned(index)];

/** The body again and again, as long as the condition holds before it. */
export const repeatWhile = (condition: Code, body: readonly Code[]): Code => [
  ...[0x02, NO_RESULT], // block: what a branch of depth 1 leaves
  ...[0x03, NO_RESULT], // loop: what a branch of depth 0 begins again
  ...[...condition, 0x45, 0x0d, 1], // leave where the condition is zero
  ...body.flat(),
  ...[0x0c, 0, END, END],
];

const binary =
  (...operation: number[]) =>
  (a: Code, b: Code): Code => [...a, ...b, ...operation];

const unary =
  (...operation: number[]) =>
  (a: Code): Code => [...a, ...operation];

/** Alignment is a hint to the engine, given as a power of two; any address is allowed. Offsets are in bytes. */
const loading =
  (alignment: number, ...operation: number[]) =>
  (address: Code, offset = 0): Code => [...address, ...operation, alignment, ...unsigned(offset)];

const storing =
  (alignment: number, ...operation: number[]) =>
  (address: Code, value: Code): Code => [...address, ...value, ...operation, alignment, 0];

export const i32 = {
  constant: (value: number): Code => [0x41, ...signed(value)],
  load: loading(2, 0x28),
  add: binary(0x6a),
  subtract: binary(0x6b),
  multiply: binary(0x6c),
  and: binary(0x71),
  lessThan: binary(0x49), // unsigned, as addresses are
};

/** What a formula may do to its numbers, one at a time (f32) or four at a time (f32x4). */
export interface Lanes {
  readonly type: ValueType;
  readonly count: number;
  load(address: Code, offset?: number): Code;
  store(address: Code, value: Code): Code;
  /** A scalar in every lane. */
  spread(scalar: Code): Code;
  add(a: Code, b: Code): Code;
  subtract(a: Code, b: Code): Code;
  multiply(a: Code, b: Code): Code;
  divide(a: Code, b: Code): Code;
  squareRoot(a: Code): Code;
}

export const f32: Lanes & { constant(value: number): Code } = {
  type: "f32",
  constant: (value) => [0x43, ...new Uint8Array(Float32Array.of(value).buffer)],
  count: 1,
  load: loading(2, 0x2a),
  store: storing(2, 0x38),
  spread: (scalar) => scalar,
  squareRoot: unary(0x91),
  add: binary(0x92),
  subtract: binary(0x93),
  multiply: binary(0x94),
  divide: binary(0x95),
};

export const f32x4: Lanes & { lane(index: 0 | 1 | 2 | 3, value: Code): Code } = {
  type: "v128",
  lane: (index, value) => [...value, SIMD, 31, index],
  count: 4,
  load: loading(4, SIMD, 0),
  store: storing(4, SIMD, 11),
  spread: unary(SIMD, 19),
  squareRoot: unary(SIMD, ...unsigned(227)),
  add: binary(SIMD, ...unsigned(228)),
  subtract: binary(SIMD, ...unsigned(229)),
  multiply: binary(SIMD, ...unsigned(230)),
  divide: binary(SIMD, ...unsigned(231)),
};

export const f64 = {
  add: binary(0xa0),
  multiply: binary(0xa2),
  /** A float32 as a float64. */
  promote: unary(0xbb),
};

export const f64x2 = {
  /** Two float32 at an address, as two float64. */
  loadPromoted: (address: Code, offset: number): Code => [
    ...[...address, SIMD, 93, 3, ...unsigned(offset)], // v128.load64_zero
    ...[SIMD, 95], // f64x2.promote_low_f32x4
  ],
  add: binary(SIMD, ...unsigned(240)),
  multiply: binary(SIMD, ...unsigned(242)),
  lane: (index: 0 | 1, value: Code): Code => [...value, SIMD, 33, index],
};

/** LEB128: seven bits a byte, lowest first; the high bit says that more follow. */
export function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: number): number[] {
  return value >= -0x40 && value < 0x40 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)];
}
