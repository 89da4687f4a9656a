/** What the numbers of a tensor are, and the array that holds them. Half floats are kept as their bits. */
export interface ElementArrays {
  float64: Float64Array;
  float32: Float32Array;
  float16: Uint16Array;
  bfloat16: Uint16Array;
  int64: BigInt64Array;
  int32: Int32Array;
  int16: Int16Array;
  int8: Int8Array;
  uint64: BigUint64Array;
  uint32: Uint32Array;
  uint16: Uint16Array;
  uint8: Uint8Array;
  bool: Uint8Array;
}

export type ElementType = keyof ElementArrays;
export type ElementArray = ElementArrays[ElementType];

const constructors: {
  [Type in ElementType]: { BYTES_PER_ELEMENT: number; new (buffer: ArrayBuffer): ElementArrays[Type] };
} = {
  float64: Float64Array,
  float32: Float32Array,
  float16: Uint16Array,
  bfloat16: Uint16Array,
  int64: BigInt64Array,
  int32: Int32Array,
  int16: Int16Array,
  int8: Int8Array,
  uint64: BigUint64Array,
  uint32: Uint32Array,
  uint16: Uint16Array,
  uint8: Uint8Array,
  bool: Uint8Array,
};

export const elementTypes = Object.keys(constructors) as readonly ElementType[];

/** Bytes of one element. */
export const elementSize = (type: ElementType): number => constructors[type].BYTES_PER_ELEMENT;

/** How many elements a shape holds. */
export const elementCount = (shape: readonly number[]): number =>
  shape.reduce((product, extent) => product * extent, 1);

/** The elements whose little-endian bytes fill `buffer`, which they share. */
export const elementsIn = (type: ElementType, buffer: ArrayBuffer): ElementArray => new constructors[type](buffer);

/** The bytes of `elements`, little-endian, which they share. */
export const bytesOf = (elements: ElementArray): Uint8Array =>
  new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength);
