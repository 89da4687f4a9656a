import { isPersonalHeader, masked } from "#protect/mask.js";
import { textAt, texts } from "#table/table.js";
import type { Warehouse } from "#warehouse/warehouse.js";
import { nestedColumn } from "../nested-column.js";
import { rowsOf, type Source, type SourceColumn } from "../read-source.js";
import type { DateOrder } from "./date-orders.js";
import { draftTables } from "./draft-tables.js";
import { guessRoles, type SampledColumn } from "./guess-roles.js";
import type { Role } from "./header-words.js";
import { headersOf, isPseudonymous, listed, type MappedTable, type Mapping, UNSAID } from "./mapping.js";
import { type ValueShape, valueShape } from "./value-shape.js";

/** A mapping drafted for a file of no known format, to be looked over by somebody who knows the file. */
export interface MappingDraft {
  readonly mapping: Mapping;
  readonly columns: readonly DraftedColumn[];
  /** What only somebody who knows the file can say, in sentences. */
  readonly questions: readonly string[];
}

export interface DraftedColumn {
  readonly header: string;
  /** A few different values, hidden where they are about people. */
  readonly samples: readonly string[];
  /** The contract columns made of it, such as "orders.order_id"; none: it is not read. */
  readonly becomes: readonly string[];
}

const SAMPLED = 1000; // rows
const SHOWN = 3; // values of a column

interface Sampled extends SampledColumn {
  /** [rows of the sample] */
  readonly rows: readonly (string | null)[];
}

const filled = (rows: readonly (string | null)[]) => rows.filter((value) => value !== null);

/** Drafts a mapping of what `raw` holds; undefined where its first row is data, and so no column has a name. */
export async function draftMapping(warehouse: Warehouse, source: Source): Promise<MappingDraft | undefined> {
  if (source.columns.some(({ header }) => masked(header) !== header || /^\d+([.,]\d+)?$/.test(header)))
    return undefined;
  const columns = await sampled(warehouse, source);
  const roles = withLineTotal(guessRoles(columns), columns);
  const dates = datesOf(roles.get("time"));
  const numbers = columns.flatMap(({ shape }) => (shape.kind === "number" ? [shape] : []));
  const currency = numbers.find((number) => number.currency !== null)?.currency ?? null;
  const statuses = filled(columns.find((column) => column === roles.get("status"))?.rows ?? []);
  const takenBack = [...new Set(statuses)].filter((word) =>
    /cancel|void|refunded|storn|annul|取消|关闭|退款成功/i.test(word),
  );
  const tables = draftTables({ roles, currency, takenBack });
  const mapping: Mapping = {
    mapping: 1,
    name: nameOf(source.file),
    ...(dates && dates !== "iso" && { dates }),
    ...(decimalOf(numbers) === "," && { decimal: "," }),
    tables,
    ...peopleOf(roles, tables),
  };
  return {
    mapping,
    columns: columns.map((column) => drafted(column, mapping)),
    questions: questionsOf(mapping, roles),
  };
}

/** A total that differs from row to row of one order is that of the line. */
function withLineTotal(roles: Map<Role, SampledColumn>, columns: readonly Sampled[]): Map<Role, SampledColumn> {
  const total = columns.find((column) => column === roles.get("order_total"));
  const order = columns.find((column) => column === roles.get("order_id"));
  if (!total || !order || roles.has("line_total")) return roles;
  const totals = new Map<string | null, string | null>();
  for (const [row, id] of order.rows.entries()) {
    const stated = total.rows[row] ?? null;
    if (totals.has(id) && totals.get(id) !== stated) {
      roles.delete("order_total");
      return roles.set("line_total", total);
    }
    totals.set(id, stated);
  }
  return roles;
}

async function sampled(warehouse: Warehouse, source: Source): Promise<Sampled[]> {
  const firsts = new Map(source.columns.toReversed().map((column) => [column.header.toLowerCase(), column])); // the first of two counts
  const known = source.columns.filter((column) => firsts.get(column.header.toLowerCase()) === column);
  const outer = await sampleOf(warehouse, source, known);
  const nested = outer.flatMap(({ header, rows }) => innerHeaders(header, filled(rows)));
  const inner = await sampleOf(
    warehouse,
    source,
    nested.flatMap((header) => nestedColumn(source, header) ?? []),
  );
  const flat = outer.filter(({ header }) => !nested.some((one) => one.startsWith(`${header}.`)));
  return [...flat, ...inner];
}

async function sampleOf(warehouse: Warehouse, source: Source, columns: readonly SourceColumn[]): Promise<Sampled[]> {
  if (columns.length === 0) return [];
  const selected = columns.map(({ expression }, i) => `unguarded(${expression}) as v${i}`);
  const sample = await warehouse.query(
    `select ${selected.join(", ")} from ${rowsOf(source)} order by line limit ${SAMPLED}`,
  );
  return columns.map(({ header }, i) => {
    const rows = Array.from({ length: sample.rows }, (_, row) => textAt(texts(sample, `v${i}`), row));
    return { header, rows, shape: valueShape(filled(rows)) };
  });
}

/** `customer.email` where the values of `customer` are JSON objects. */
function innerHeaders(header: string, values: readonly string[]): string[] {
  const keys = new Set<string>();
  for (const value of values) {
    if (!value.startsWith("{")) return [];
    for (const [key, inner] of Object.entries(objectOf(value)))
      if (typeof inner !== "object") keys.add(`${header}.${key}`);
  }
  return [...keys];
}

function objectOf(json: string): Record<string, unknown> {
  try {
    return JSON.parse(json) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function datesOf(column: SampledColumn | undefined): DateOrder | "iso" | undefined {
  return column?.shape.kind === "moment" ? column.shape.dates : undefined;
}

function decimalOf(numbers: readonly (ValueShape & { kind: "number" })[]): "," | "." {
  const commas = numbers.filter(({ decimal }) => decimal === ",").length;
  return commas > numbers.filter(({ decimal }) => decimal === ".").length ? "," : ".";
}

/** Names and addresses go to the vault, where there is somebody they belong to. */
function peopleOf(roles: ReadonlyMap<Role, SampledColumn>, tables: readonly MappedTable[]): Pick<Mapping, "people"> {
  if (!tables.some(({ columns }) => "customer_id" in columns)) return {};
  const [name, address] = [roles.get("person")?.header, roles.get("address")?.header];
  return name || address ? { people: { ...(name && { name }), ...(address && { address }) } } : {};
}

function drafted({ header, rows, shape }: Sampled, mapping: Mapping): DraftedColumn {
  const isPersonal = isPersonalHeader(header) || shape.kind === "email" || shape.kind === "phone";
  const isPlain = shape.kind === "moment" || shape.kind === "clock";
  const shown = [...new Set(filled(rows))]
    .slice(0, SHOWN)
    .map((value) => (isPersonal ? "•••" : (isPlain ? value : masked(value)).slice(0, 40)));
  return { header, samples: [...new Set(shown)], becomes: becomesOf(header, mapping) };
}

/** A contract column is named once, whichever tables have it. */
function becomesOf(header: string, { tables, people = {} }: Mapping): string[] {
  const becomes = new Map<string, string>();
  const add = (place: string, column: string, mapped: MappedTable["columns"][string]) => {
    const reads = listed(mapped).filter((one) => headersOf(one).includes(header));
    if (reads.length === 0 || becomes.has(column)) return;
    becomes.set(column, `${place}.${column}${reads.some(isPseudonymous) ? " (pseudonym)" : ""}`);
  };
  for (const { table, columns } of tables)
    for (const [column, mapped] of Object.entries(columns)) add(table, column, mapped);
  for (const [kind, mapped] of Object.entries(people)) add("people", kind, mapped);
  return [...becomes.values()];
}

function questionsOf(mapping: Mapping, roles: ReadonlyMap<Role, SampledColumn>): string[] {
  const unsaid = mapping.tables.flatMap(({ table, columns }) =>
    Object.entries(columns).flatMap(([column, mapped]) =>
      listed(mapped).flatMap(headersOf).includes(UNSAID)
        ? [`${table}.${column} must be said and no column seems to hold it: "${UNSAID}" stands there`]
        : [],
    ),
  );
  const time = roles.get("time");
  const unsure = time?.shape.kind === "moment" && time.shape.ambiguous;
  const { quantity } = mapping.tables.find(({ table }) => table === "order_lines")?.columns ?? {};
  return [
    ...unsaid,
    ...(unsure ? [`"${time.header}" could be read in several ways: the draft says ${mapping.dates}`] : []),
    ...(typeof quantity === "object" && "value" in quantity
      ? ["no column seems to hold the pieces of a line: the draft takes each for 1"]
      : []),
  ];
}

/** Small letters, digits and dashes. */
function nameOf(file: string): string {
  const name = (file.split(/[/#]/).at(-1) ?? "")
    .replace(/(\.\w{2,7}){1,2}$/, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return name || "my-export";
}
