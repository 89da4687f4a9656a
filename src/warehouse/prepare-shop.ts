import { readFileSync } from "node:fs";
import { schemaStatements } from "./schema.js";
import type { Warehouse } from "./warehouse.js";

export interface ShopFacts {
  /** IANA name. */
  readonly timeZone: string;
  /** ISO 4217, or null when nobody has named one yet. */
  readonly currency: string | null;
  /** ISO 3166 code, by which phone numbers that name no country are read; null or absent: by none. */
  readonly country?: string | null;
  /** What to do with the findings of each cleaning rule, by its name; where it is silent they are only flagged. */
  readonly cleaning?: Readonly<Record<string, string>>;
  /** How the views call customers: what was joined by one id, unless they are wanted as loaded. */
  readonly customers?: "joined" | "as loaded";
}

const sqlFile = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");

/** Makes the contract's tables where they are not there yet. */
export async function createTables(warehouse: Warehouse): Promise<void> {
  await warehouse.execute(schemaStatements().join(";\n"));
}

/** Gives this connection the functions and views every query may use. Again whenever the facts change. */
export async function prepareShop(warehouse: Warehouse, facts: ShopFacts): Promise<void> {
  await prepareLoading(warehouse, facts);
  await warehouse.execute(sqlFile("./views.sql"));
}

/** The functions alone: loading reads tables, and views take as long to make as ten thousand rows to load. */
export async function prepareLoading(warehouse: Warehouse, facts: ShopFacts): Promise<void> {
  const zone = quoted(facts.timeZone);
  const functions = sqlFile("./functions.sql")
    .replaceAll("{customers_are_joined}", String(facts.customers !== "as loaded"))
    .replaceAll("{cleaning_action}", () => actionOf(facts.cleaning ?? {}))
    .replaceAll("{currency}", facts.currency ? quoted(facts.currency) : "null")
    .replaceAll(
      "{shop_day}",
      // the zone's rules cost a look-up a row; UTC has none
      facts.timeZone === "UTC" ? "cast(moment as date)" : `cast(timezone(${zone}, timezone('UTC', moment)) as date)`,
    );
  await warehouse.execute(`set TimeZone = ${zone}`);
  await warehouse.execute(functions.slice(functions.indexOf("create")));
}

/**
 * Works the amounts out once for this connection, for commands that ask of them many times; what is loaded later is not
 * in them.
 */
export async function settleAmounts(warehouse: Warehouse): Promise<void> {
  await warehouse.execute(
    `create or replace temp table settled_lines as select * from converted_lines;
     create or replace temp view converted_lines as select * from settled_lines`,
  );
}

function actionOf(cleaning: Readonly<Record<string, string>>): string {
  const cases = Object.entries(cleaning).map(([rule, action]) => `when ${quoted(rule)} then ${quoted(action)}`);
  return cases.length > 0 ? `case rule ${cases.join(" ")} else 'flag' end` : "'flag'";
}

export const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
