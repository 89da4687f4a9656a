import { describe, expect, it } from "vitest";
import { tableOf } from "#table/table.js";
import { dayNumber, dayText, orderHistoryOf, snapshotBefore, windowFrom } from "./order-history.js";

const at = (day: string) => Date.parse(`${day}T09:30:00Z`);
const plain = ({ ids, recencyDays, frequency, monetaryCents }: ReturnType<typeof snapshotBefore>) =>
  ids.map((id, i) => [id, recencyDays[i], frequency[i], monetaryCents[i]]);

describe("orderHistoryOf", () => {
  it("takes rows of one customer with the same order id for one order, on its latest day", () => {
    const history = orderHistoryOf(
      tableOf({
        customer_id: ["b", "b", "a", "b"],
        order_id: ["1", "1", "1", "2"],
        ordered_at: Float64Array.of(at("2024-01-01"), at("2024-01-03"), at("2024-01-02"), at("2024-01-02")),
        cents: Float64Array.of(100, 50, 7, 1),
      }),
    );
    expect(plain(snapshotBefore(history, dayNumber("2024-01-10")))).toEqual([
      ["a", 8, 1, 7],
      ["b", 7, 2, 151],
    ]);
  });

  it("takes every row for an order where there are no order ids, and for one of its own where one is missing", () => {
    const rows = { customer_id: ["a", "a"], ordered_at: Float64Array.of(0, 0), cents: Float64Array.of(1, 2) };
    for (const table of [tableOf(rows), tableOf({ ...rows, order_id: [null, null] })]) {
      expect(plain(snapshotBefore(orderHistoryOf(table), 1))).toEqual([["a", 1, 2, 3]]);
    }
  });

  it("leaves out rows without a customer or a time, and counts a missing amount as nothing", () => {
    const history = orderHistoryOf(
      tableOf({
        customer_id: [null, "a", "a", "never"],
        ordered_at: Float64Array.of(0, 0, Number.NaN, Number.NaN),
        cents: Float64Array.of(1, Number.NaN, 5, 5),
      }),
    );
    expect(plain(snapshotBefore(history, 10))).toEqual([["a", 10, 1, 0]]);
  });
});

describe("windowFrom", () => {
  const history = orderHistoryOf(
    tableOf({
      customer_id: ["a", "b", "a", "c", "b"],
      ordered_at: Float64Array.of(...["2024-01-01", "2024-01-05", "2024-01-10", "2024-01-10", "2024-01-20"].map(at)),
      cents: new Float64Array(5).fill(100),
    }),
  );

  it("looks at nothing from its first day on, and counts who bought within its days", () => {
    const window = windowFrom(history, dayNumber("2024-01-10"), 10);
    expect(window.before.ids).toEqual(["a", "b"]); // c came on the first day of the window: not known before
    expect([...window.bought]).toEqual([1, 0]); // b came back a day too late
    expect([...window.before.recencyDays]).toEqual([9, 5]);
  });
});

describe("dayText", () => {
  it("turns a day's number back into the day", () => {
    for (const day of ["1969-12-31", "1970-01-01", "2024-02-29"]) expect(dayText(dayNumber(day))).toBe(day);
  });
});
