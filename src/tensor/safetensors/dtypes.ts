import type { ElementType } from "../element-types.js";

/**
 * The format's names of the element types, in the order in which the reference writer lays tensors out: wide elements
 * first, so that every tensor starts at a multiple of its element size.
 *
 * Source: https://github.com/huggingface/safetensors, "Format" in README.md and `Dtype` in safetensors/src/tensor.rs.
 */
export const dtypes = {
  U64: "uint64",
  I64: "int64",
  F64: "float64",
  F32: "float32",
  U32: "uint32",
  I32: "int32",
  BF16: "bfloat16",
  F16: "float16",
  U16: "uint16",
  I16: "int16",
  I8: "int8",
  U8: "uint8",
  BOOL: "bool",
} as const satisfies Readonly<Record<string, ElementType>>;

export type Dtype = keyof typeof dtypes;

export const dtypeNames = Object.keys(dtypes) as readonly Dtype[];

/**
 * Bytes of the largest header read: some hundred thousand tensors. The reference reader takes 100 MB, of which a hostile
 * header would make gigabytes here.
 */
export const LARGEST_HEADER = 2 ** 24;

/** Where the header keeps texts instead of a tensor. */
export const METADATA = "__metadata__";
