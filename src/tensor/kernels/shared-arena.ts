import { type SharedMemory, webAssembly } from "./web-assembly.js";

/** What crosses to a worker: the memory itself, shared, and where each array lies in it. */
export interface PostedArena<Name extends string = string> {
  readonly memory: SharedMemory;
  readonly places: Readonly<Record<Name, ArenaPlace>>;
}

export interface ArenaPlace {
  readonly byteOffset: number;
  /** In numbers of four bytes. */
  readonly length: number;
}

/** Arrays of 32-bit numbers in one memory that worker threads share and WebAssembly can reach. Each can be seen as floats or integers. */
export interface SharedArena<Name extends string = string> {
  readonly float32: Readonly<Record<Name, Float32Array<SharedArrayBuffer>>>;
  readonly int32: Readonly<Record<Name, Int32Array<SharedArrayBuffer>>>;
  readonly memory: SharedMemory;
  /** Give this to `postMessage` or `workerData`, and there to `openArena`. */
  readonly posted: PostedArena<Name>;
}

const CACHE_LINE_BYTES = 64; // two workers never write to one line across the border of two arrays
const PAGE_BYTES = 65_536;
const MOST_BYTES = 65_536 * PAGE_BYTES;

/**
 * A new arena of zeros.
 *
 * @param lengths how many numbers each array has: `{ parameters: 1000, gradients: 2000 }`
 * @throws {RangeError} when the arrays together are beyond the 4 GiB that WebAssembly addresses
 */
export function createArena<const Name extends string>(lengths: Readonly<Record<Name, number>>): SharedArena<Name> {
  let bytes = 0;
  const places = Object.entries<number>(lengths).map(([name, length]) => {
    if (!Number.isInteger(length) || length < 0) {
      throw new RangeError(`expected a whole number of values for "${name}", got ${length}`);
    }
    const place = { byteOffset: bytes, length };
    bytes += Math.ceil((length * 4) / CACHE_LINE_BYTES) * CACHE_LINE_BYTES;
    return [name, place] as const;
  });
  if (bytes > MOST_BYTES) {
    throw new RangeError(`expected arrays of at most 4 GiB together, got ${(bytes / 2 ** 30).toFixed(1)} GiB`);
  }
  const pages = Math.max(1, Math.ceil(bytes / PAGE_BYTES));
  const memory = new webAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  return openArena({ memory, places: Object.fromEntries(places) as Record<Name, ArenaPlace> });
}

/** The arrays of an arena that another thread has created: the same memory, not a copy. */
export function openArena<Name extends string>(posted: PostedArena<Name>): SharedArena<Name> {
  const { buffer } = posted.memory;
  const views = <View>(view: (place: ArenaPlace) => View) =>
    Object.fromEntries(Object.entries<ArenaPlace>(posted.places).map(([name, place]) => [name, view(place)])) as Record<
      Name,
      View
    >;
  return {
    float32: views(({ byteOffset, length }) => new Float32Array(buffer, byteOffset, length)),
    int32: views(({ byteOffset, length }) => new Int32Array(buffer, byteOffset, length)),
    memory: posted.memory,
    posted,
  };
}
