import { z } from "zod";
import { type ColumnFacts, columnsOf } from "#contract/columns.js";
import { type TableName, tableNames } from "#contract/contract.js";
import { identities } from "#contract/identity.js";
import { isPersonalHeader } from "#protect/mask.js";
import { dateOrders } from "./date-orders.js";

/** What stands for a column that nobody has said yet, in a draft. */
export const UNSAID = "?";

const header = z.string().min(1);

const reading = {
  /** What comes first in a date; ISO 8601 is read in any case. */
  dates: z.enum(dateOrders).optional(),
  /** What stands before the decimals of a number. */
  decimal: z.enum([".", ","]).optional(),
  /** IANA name of the zone of times without an offset; absent: the shop's. */
  timeZone: z.string().refine(isTimeZone, "expected an IANA name such as Europe/Berlin or Asia/Shanghai").optional(),
};

const shared = {
  ...reading,
  /** Which pseudonym takes the place of what is written; "none": it is about nobody. */
  pseudonym: z.enum(["email", "phone", "account", "none"]).optional(),
  /** Words of the source and what they become, compared without case. */
  words: z.record(z.string(), z.string()).optional(),
  /** What every other word becomes; absent: it stays. */
  otherwise: z.string().optional(),
  /** "opposite": the source writes +5 for the contract's −5; "absolute": without its sign. */
  sign: z.enum(["opposite", "absolute"]).optional(),
  /** Of amounts the contract has in whole minor units: what the source counts in; absent: major units. */
  unit: z.enum(["major", "minor"]).optional(),
};

const fromColumn = z.strictObject({ column: header, ...shared });
const fromSeveral = z.strictObject({
  /** Columns whose texts are put together. */
  join: z.array(header).min(1),
  /** What stands between them; absent: a space. */
  with: z.string().optional(),
  ...shared,
});
const constant = z.strictObject({ value: z.string().min(1) });
const forms = { error: 'expected the name of a column, {"column": …}, {"join": […]} or {"value": …}' };
const one = z.union([header, fromColumn, fromSeveral, constant], forms);
const several = z.union([one, z.array(one).min(1)], forms);

const table = z.strictObject({
  table: z.enum(tableNames as [TableName, ...TableName[]]),
  /** Only rows in which a column holds one of these words, compared without case. */
  when: z.strictObject({ column: header, is: z.array(z.string()).min(1) }).optional(),
  /** Contract column → where it comes from; a list: the first that holds something. */
  columns: z.record(z.string(), several),
});

/** How a file of the shop's own making becomes the contract's tables: what `--map` takes. */
export const mappingSchema = z
  .strictObject({
    /** The version of this form. */
    mapping: z.literal(1),
    /** What the format is called in reports. */
    name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "expected small letters, digits and dashes, such as till-export"),
    /** "analytics": a tracker's copy, which counts only where the shop's own books are missing; absent: "shop". */
    origin: z.enum(["shop", "analytics"]).optional(),
    /** What is asked of a database, where one is the source. */
    query: z.string().min(1).optional(),
    ...reading,
    /** In the order in which a row is read. */
    tables: z.array(table).min(1),
    /** What else identifies a row's customer: kept in the vault alone. */
    people: z.partialRecord(z.enum(["email", "phone", "account", "name", "address"]), several).optional(),
  })
  .superRefine(({ tables, people }, check) => {
    if (people && !tables.some(({ columns }) => "customer_id" in columns))
      check.addIssue({
        code: "custom",
        path: ["people"],
        message: "no table has a customer_id that they could belong to",
      });
    for (const [place, { table, columns }] of tables.entries())
      for (const [column, message] of problemsOf(table, columns))
        check.addIssue({ code: "custom", path: ["tables", place, "columns", ...(column ? [column] : [])], message });
  });

export type Mapping = z.infer<typeof mappingSchema>;
export type MappedTable = Mapping["tables"][number];
export type MappedColumn = z.infer<typeof one>;
/** Taken from the file, with all that is said about it. */
export type WrittenColumn = z.infer<typeof fromColumn> | z.infer<typeof fromSeveral>;

/** Beside the columns of the contract: what a line comes to, from which price or discount follow. */
export const LINE_TOTAL = "line_total";

/** The contract column under which a line's total is spoken of: one that is made of nothing else, if any. */
export const totalSpeaksFor = (columns: MappedTable["columns"]): string =>
  "unit_price" in columns ? "discount" : "unit_price";

/** The column or columns a value is taken from. */
export const headersOf = (mapped: MappedColumn): readonly string[] => {
  if (typeof mapped === "string") return [mapped];
  if ("value" in mapped) return [];
  return "join" in mapped ? mapped.join : [mapped.column];
};

/**
 * Whether every row that a table of a mapping takes must be whole for it: the first one's, and those of what happened.
 * Customers, items and the like are filled where a row names one.
 */
export function needsRows(table: TableName, place: number): boolean {
  const identity = identities[table];
  return place === 0 || identity.kind !== "key" || identity.gaps === "kept";
}

/** Whether anything of it becomes a pseudonym, or could: an id may be an e-mail address. */
export function tellsOfPeople({ tables }: Mapping): boolean {
  return tables.some(({ table, columns }) => {
    const personal = new Set(columnsOf(table).flatMap((column) => (isPersonId(column) ? [column.name] : [])));
    return Object.entries(columns).some(([column, mapped]) =>
      listed(mapped).some((one) => headersOf(one).length > 0 && (personal.has(column) || isPseudonymous(one))),
    );
  });
}

/** A contract column that says who somebody is: in some sources by an e-mail address. */
export const isPersonId = ({ name, unit }: ColumnFacts): boolean =>
  unit === "id" && ["customer_id", "anonymous_id", "value"].includes(name);

export const isPseudonymous = (mapped: MappedColumn): boolean =>
  typeof mapped === "object" && "pseudonym" in mapped && mapped.pseudonym !== undefined && mapped.pseudonym !== "none";

export const listed = (mapped: MappedColumn | readonly MappedColumn[]): readonly MappedColumn[] =>
  Array.isArray(mapped) ? mapped : [mapped as MappedColumn];

function* problemsOf(table: TableName, columns: MappedTable["columns"]): Generator<[column: string, message: string]> {
  const known = columnsOf(table);
  const names = [...known.map(({ name }) => name), ...(table === "order_lines" ? [LINE_TOTAL] : [])];
  for (const [column, mapped] of Object.entries(columns)) {
    if (!names.includes(column))
      yield [column, `${table} has no column "${column}"; expected some of ${names.join(", ")}`];
    for (const one of listed(mapped)) {
      if (headersOf(one).includes(UNSAID))
        yield [column, `still "${UNSAID}"; expected the name of a column, or {"value": …}`];
      const personal = headersOf(one).find(isPersonalHeader);
      const isId = known.some(({ name, unit }) => name === column && unit === "id");
      if (isId && personal && (typeof one === "string" || !("pseudonym" in one))) {
        yield [
          column,
          `"${personal}" seems to be about people; expected "pseudonym" beside it: "email", "phone" or "account", or "none" where it is not`,
        ];
      }
    }
  }
  const isGiven = (name: string) => name in columns || (name === "unit_price" && LINE_TOTAL in columns);
  const missing = known.filter(({ name, required }) => required && !isGiven(name)).map(({ name }) => name);
  if (missing.length > 0) yield ["", `${table} cannot do without ${missing.join(", ")}`];
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return !/^[+-]/.test(name);
  } catch {
    return false;
  }
}
