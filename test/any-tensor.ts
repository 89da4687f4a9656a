import fc from "fast-check";
import { elementCount, elementSize, elementsIn, elementTypes } from "#tensor/element-types.js";
import type { StoredTensor } from "#tensor/stored-tensor.js";

const anyName = fc.string({ unit: "grapheme", maxLength: 8 });

/** A tensor of any element type and any bits, with axes of no extent too. */
export const anyTensor: fc.Arbitrary<StoredTensor> = fc
  .tuple(anyName, fc.constantFrom(...elementTypes), fc.array(fc.nat(3), { maxLength: 3 }))
  .chain(([name, type, dims]) => {
    const size = elementCount(dims) * elementSize(type);
    return fc.uint8Array({ minLength: size, maxLength: size }).map((bytes) => {
      const data = elementsIn(type, new Uint8Array(bytes).buffer);
      return { name, type, dims, data } as StoredTensor;
    });
  });
