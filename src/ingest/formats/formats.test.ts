import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { columnsOf } from "#contract/columns.js";
import type { TableName } from "#contract/contract.js";
import { pseudonymMacro } from "#protect/pseudonym.js";
import { texts } from "#table/table.js";
import { type LoadingShop, openLoadingShop, testKey } from "../../../test/loading-shop.js";
import { prepareFormats } from "../stage-file.js";
import { formats } from "./formats.js";

describe("every format", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop();
    await prepareFormats(shop.warehouse, { timeZone: "Asia/Shanghai", currency: null });
    await shop.warehouse.execute(pseudonymMacro(testKey, null));
  });
  afterAll(() => shop.close());

  it.each(formats.map((format) => [format.name, format] as const))(
    "%s binds against an empty source",
    async (_, format) => {
      const fields = Object.keys(format.fields).map((field) => `cast(null as varchar) as "${field}"`);
      await shop.warehouse.execute(
        `create or replace temp view source as select cast(1 as bigint) as line, ${fields.join(", ")} where false`,
      );
      for (const { name, sql } of format.steps)
        await shop.warehouse.execute(`create or replace temp table ${name} as ${sql}`);
      for (const [table, sql] of Object.entries(format.tables)) {
        const shape = await shop.warehouse.query(`select column_name from (describe ${sql})`);
        const known = columnsOf(table as TableName).flatMap(({ name }) => [name, `refused_${name}`]);
        expect([...known, "line"]).toEqual(expect.arrayContaining([...texts(shape, "column_name").words]));
        expect(texts(shape, "column_name").words).toContain("line");
      }
    },
  );

  it.each(formats.map((format) => [format.name, format] as const))("%s requires only fields it has", (_, format) => {
    expect(Object.keys(format.fields)).toEqual(expect.arrayContaining([...format.required]));
    expect(format.required.length).toBeGreaterThan(0);
  });
});
