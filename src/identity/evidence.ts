/** What was seen of some customers, all in numbers: a customer is its place, the one to be called by before others. */
export interface Evidence {
  readonly customers: number;
  /** Values shared by several customers, most trusted first. */
  readonly values: readonly SharedValue[];
  /** Customer → numbers of the names seen with them. */
  readonly names: ReadonlyMap<number, readonly number[]>;
  /** Customer → numbers of the shop's own accounts they are. */
  readonly accounts: ReadonlyMap<number, readonly number[]>;
  /** Customers that the shop's owner knows to be two. */
  readonly apart: readonly (readonly [number, number])[];
}

export interface SharedValue {
  readonly rule: "account" | "email" | "order" | "phone" | "device";
  /** Ascending, each once. */
  readonly customers: readonly number[];
}
