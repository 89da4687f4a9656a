import { BadTensorFile } from "./bad-tensor-file.js";
import { floatsOfBfloats } from "./floats-of-bfloats.js";
import { floatsOfHalves } from "./floats-of-halves.js";
import type { StoredTensor } from "./stored-tensor.js";

/**
 * The numbers of a tensor of floats in float32: exact from halves, rounded from doubles, the same array from float32.
 *
 * @throws {BadTensorFile} for whole numbers and truths
 */
export function floatsOf({ name, type, data }: StoredTensor): Float32Array {
  switch (type) {
    case "float32":
      return data;
    case "float64":
      return Float32Array.from(data);
    case "float16":
      return floatsOfHalves(data);
    case "bfloat16":
      return floatsOfBfloats(data);
    default:
      throw new BadTensorFile(`The tensor ${JSON.stringify(name)} is of ${type}, expected floats.`);
  }
}
