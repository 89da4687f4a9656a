import { describe, expect, it } from "vitest";
import { rules } from "./rules.js";
import { everythingOff, settingsOf, wrongSetting } from "./settings.js";

describe("the cleaning settings of a shop", () => {
  it("are the usual ones where the owner said nothing", () => {
    for (const { name, usually } of Object.values(rules)) expect(settingsOf()[name]).toBe(usually);
    expect(settingsOf({ "orders.test": "flag" })).toEqual({ ...settingsOf(), "orders.test": "flag" });
  });

  it("never change money unless the owner says so", () => {
    for (const name of ["order_lines.unit_price", "order_lines.quantity", "orders.repeated", "order_lines.test_item"])
      expect(settingsOf()[name]).toBe("flag");
  });

  it("can all be off", () => {
    for (const { name } of Object.values(rules)) expect(everythingOff[name]).toBe("off");
    expect(wrongSetting(everythingOff)).toBeNull();
  });

  it.each([
    [{ "orders.tests": "drop" }, 'cleaning has no rule "orders.tests", expected one of order_lines.unit_price, '],
    [{ "orders.test": "fill" }, 'cleaning of orders.test is "fill", expected one of drop, flag, off'],
    [{ "reviews.rating": "delete" }, 'cleaning of reviews.rating is "delete", expected one of flag, off'],
  ])("%j is refused in a sentence", (given, sentence) => {
    expect(wrongSetting(given)).toContain(sentence);
  });

  it.each(Object.values(rules))("$name says what may be done and why it doubts, in both languages", (rule) => {
    expect(rule.actions).toContain(rule.usually);
    expect(rule.actions).toContain("off");
    expect(rule.name.startsWith(`${rule.table}.`)).toBe(true);
    for (const words of [rule.title, ...Object.values(rule.reasons)]) {
      expect(words.en).toMatch(/[a-z]/);
      expect(words.zh).toMatch(/\p{Script=Han}/u);
    }
  });
});
