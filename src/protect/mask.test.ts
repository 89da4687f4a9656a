import { describe, expect, it } from "vitest";
import { isPersonalHeader, masked, shapeOf } from "./mask.js";

describe("masking", () => {
  it.each([
    ["write to anna.b+shop@example.co.uk, please", "write to •@•, please"],
    ["call +49 (0) 170 1234567", "call •••"],
    ["身份证 110101199003072316", "身份证 •••"],
    ["WHITE METAL LANTERN 6 x 2.55", "WHITE METAL LANTERN 6 x 2.55"],
  ])("hides what identifies a person in %j", (text, expected) => expect(masked(text)).toBe(expected));

  it.each(["Email", "Billing Name", "Shipping Address1", "Phone", "Notes", "收货人姓名"])(
    "calls %s personal",
    (header) => expect(isPersonalHeader(header)).toBe(true),
  );

  it.each(["Name", "Lineitem sku", "Quantity", "InvoiceNo", "Product name"])("does not call %s personal", (header) =>
    expect(isPersonalHeader(header)).toBe(false),
  );

  it("keeps only the shape of a broken line", () => expect(shapeOf('Müller,"7')).toBe('xxxxxx,"9'));
});
