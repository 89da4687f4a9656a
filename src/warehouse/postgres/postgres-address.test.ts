import { describe, expect, it } from "vitest";
import { hasPassword, isPostgresAddress, shownAddress } from "./postgres-address.js";

describe("the address of a database", () => {
  it.each([
    ["postgres://keeper:secret@host:5432/shop?sslmode=require", "postgres://keeper@host:5432/shop"],
    ["postgresql://keeper:sec@ret/w?o#rd@host/shop", "postgresql://keeper@host/shop"],
    ["postgres://keeper:secret@/shop?host=/run/postgresql", "postgres://keeper@/shop"],
    ["postgres://keeper@host/shop?password=secret", "postgres://keeper@host/shop"],
  ])("is shown without its password and options: %s", (address, shown) => {
    expect(shownAddress(address)).toBe(shown);
    expect(hasPassword(address)).toBe(true);
  });

  it("is as it is without a password, and no file is one", () => {
    for (const address of [
      "postgres://keeper@host:5432/shop",
      "postgres:///shop",
      "POSTGRESQL://host/shop?sslmode=require",
    ]) {
      expect([isPostgresAddress(address), hasPassword(address)]).toEqual([true, false]);
    }
    expect(shownAddress("postgres://host:5432/shop")).toBe("postgres://host:5432/shop");
    expect(isPostgresAddress("postgres.csv")).toBe(false);
  });
});
