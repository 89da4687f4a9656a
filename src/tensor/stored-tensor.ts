import type { ElementArrays, ElementType } from "./element-types.js";

/**
 * A tensor as files hold it.
 *
 * @property data row-major, as many as `dims` multiply to
 */
export type StoredTensor = {
  readonly [Type in ElementType]: {
    readonly name: string;
    readonly type: Type;
    readonly dims: readonly number[];
    readonly data: ElementArrays[Type];
  };
}[ElementType];
