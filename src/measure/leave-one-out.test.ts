import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leaveOneOut, type Sequences, sequencesBefore, validationFromTrain } from "./leave-one-out.js";

function sequencesOf(lists: readonly (readonly number[])[]): Sequences {
  const starts = new Int32Array(lists.length + 1);
  for (const [u, list] of lists.entries()) starts[u + 1] = starts[u]! + list.length;
  return { customers: lists.length, items: 10, starts, item: Int32Array.from(lists.flat()) };
}

function listsOf({ customers, starts, item }: Sequences): number[][] {
  return Array.from({ length: customers }, (_, u) => [...item.subarray(starts[u], starts[u + 1])]);
}

describe("leave one out", () => {
  it("keeps the last for the test, the second last for validation, and trains on the rest", () => {
    const all = sequencesOf([[1, 2, 3, 4], [5, 6], [7, 8, 9], []]);
    const { validation, test } = leaveOneOut(all);
    expect([...validation]).toEqual([2, 6, 7, 9]);
    expect([...test]).toEqual([3, 6, 8, 9]);
    expect(listsOf(sequencesBefore(all, validation))).toEqual([[1, 2], [5, 6], [7], []]);
  });

  it("lets no model see a held-out event, and loses none", () => {
    const lists = fc.array(fc.array(fc.nat(9), { maxLength: 6 }), { maxLength: 8 });
    fc.assert(
      fc.property(lists, (customers) => {
        const all = sequencesOf(customers);
        const trained = listsOf(sequencesBefore(all, leaveOneOut(all).validation));
        const kept = customers.map((list) => (list.length < 3 ? list : list.slice(0, -2)));
        expect(trained).toEqual(kept);
      }),
    );
  });

  it("finds a validation event in the train part where the data names none", () => {
    const all = sequencesOf([[1, 2, 3], [4, 5], [6]]);
    const given = { validation: Int32Array.of(2, 3, 6), test: Int32Array.of(2, 4, 6) };
    expect([...validationFromTrain(all, given).validation]).toEqual([1, 4, 6]);
  });
});
