import { type Code, unsigned, type ValueType } from "./instructions.js";

/** A function of a module: names stand for the numbers that WebAssembly gives to parameters and locals. */
export interface WasmFunction {
  readonly name: string;
  readonly parameters: Readonly<Record<string, ValueType>>;
  readonly locals: Readonly<Record<string, ValueType>>;
  readonly result?: ValueType;
  readonly body: Code;
}

const TYPES: Record<ValueType, number> = { i32: 0x7f, f32: 0x7d, f64: 0x7c, v128: 0x7b };
const SHARED_WITH_MAXIMUM = 0x03;
const MOST_PAGES = 65_536; // 4 GiB: any shared memory may be imported

/**
 * A WebAssembly module of functions that work on one imported shared memory, `kernels.memory`.
 *
 * Source: WebAssembly core specification 2.0, section 5.5, binary format of modules; threads proposal for the shared memory.
 */
export function assemble(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const memory = [0x02, SHARED_WITH_MAXIMUM, ...unsigned(1), ...unsigned(MOST_PAGES)];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, list(functions.map(signature))),
    ...section(2, list([[...text("kernels"), ...text("memory"), ...memory]])),
    ...section(3, list(functions.map((_, index) => unsigned(index)))),
    ...section(7, list(functions.map(({ name }, index) => [...text(name), 0x00, ...unsigned(index)]))),
    ...section(10, list(functions.map(bodyOf))),
  ]);
}

function signature({ parameters, result }: WasmFunction): number[] {
  const types = Object.values(parameters).map((type) => [TYPES[type]]);
  return [0x60, ...list(types), ...list(result ? [[TYPES[result]]] : [])];
}

function bodyOf({ name, parameters, locals, body }: WasmFunction): number[] {
  const numbers = new Map([...Object.keys(parameters), ...Object.keys(locals)].map((local, index) => [local, index]));
  const code = body.flatMap((part) => {
    if (typeof part === "number") return part;
    const number = numbers.get(part);
    if (number === undefined) throw new Error(`${name}: no parameter or local is called "${part}"`);
    return unsigned(number);
  });
  const declared = list(Object.values(locals).map((type) => [...unsigned(1), TYPES[type]]));
  return sized([...declared, ...code, 0x0b]);
}

const sized = (bytes: readonly number[]): number[] => [...unsigned(bytes.length), ...bytes];
const section = (id: number, bytes: readonly number[]): number[] => [id, ...sized(bytes)];
const list = (items: readonly (readonly number[])[]): number[] => [...unsigned(items.length), ...items.flat()];
const text = (words: string): number[] => sized([...new TextEncoder().encode(words)]);
