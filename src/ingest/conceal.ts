import { type ColumnFacts, columnsOf } from "#contract/columns.js";
import type { TableName } from "#contract/contract.js";
import { SUSPICIOUS, type TextKind, withoutPersonal } from "#protect/personal-text.js";
import { numbers, tableOf, texts } from "#table/table.js";
import { quoted } from "#warehouse/prepare-shop.js";
import type { Warehouse } from "#warehouse/warehouse.js";
import { contentKey } from "./content-key.js";

/** A temporary table of checked rows. */
export interface CheckedRows {
  readonly table: TableName;
  readonly name: string;
}

/** The temporary table of what stood for a customer in ids: `customer_id, kind, written, seen_at`, as `people` gives it. */
export const NAMED_PEOPLE = "named_people";

const BATCH = 250_000; // rows searched at once
const ADDRESS = "[^\\s@]+@[^\\s@]+\\.[^\\s@.]{2,}";

/**
 * Hides what is personal in rows that are about to be loaded, whatever they came from: an id that is an address or a
 * number of a person becomes its pseudonym (what was written goes to NAMED_PEOPLE), and text loses what `withoutPersonal`
 * finds in it.
 *
 * @param prepare makes the macro `pseudonym`; called where it is needed
 */
export async function concealPersonal(
  warehouse: Warehouse,
  tables: readonly CheckedRows[],
  prepare: () => Promise<void>,
): Promise<void> {
  await warehouse.execute(
    `create or replace temp table ${NAMED_PEOPLE} (customer_id varchar, kind varchar, written varchar, seen_at timestamp)`,
  );
  for (const rows of tables) {
    for (const { column, rule } of await doubtful(warehouse, rows)) {
      if (rule === "id") await concealIds(warehouse, rows, column, prepare);
      else await concealTexts(warehouse, rows, column, rule);
    }
  }
}

/** The same for what is told of rows refused. */
export async function concealRefusals(warehouse: Warehouse, name: string): Promise<void> {
  for (const column of ["reason", "row_masked"]) await concealTexts(warehouse, { name }, column, "sentence");
}

type Rule = "id" | "word" | TextKind;

/** What may stand in a column. In words, such as those of a browser, addresses alone are looked for. */
function ruleOf({ type, unit, personal, oneOf, pattern }: ColumnFacts): Rule | null {
  if (type !== "text" || oneOf || pattern) return null;
  if (unit === "id") return "id";
  if (personal) return "sentence";
  return unit === "text" ? "label" : "word";
}

/** The columns that may hold something personal: all are looked at in one pass, since nearly always none does. */
async function doubtful(warehouse: Warehouse, { table, name }: CheckedRows): Promise<{ column: string; rule: Rule }[]> {
  const searched = columnsOf(table).flatMap((facts) => {
    const rule = ruleOf(facts);
    return rule === null ? [] : [{ column: facts.name, rule }];
  });
  if (searched.length === 0) return [];
  const tests = searched.map(
    ({ column, rule }) => `coalesce(bool_or(${isDoubtful(column, rule)}), false) as ${column}`,
  );
  const found = await warehouse.query(`select ${tests.join(", ")} from ${name}`);
  return searched.filter(({ column }) => numbers(found, column)[0] === 1);
}

/** SQL for whether a text has to be looked at closely. */
function isDoubtful(column: string, rule: Rule): string {
  if (rule === "id") return `${idKind(column)} is not null`;
  if (rule === "word") return `contains(${column}, '@')`;
  return `regexp_matches(${column}, ${quoted(`(?i)${SUSPICIOUS}`)})`;
}

/** SQL for what stands for an id that is a person's. */
const standsFor = (kind: string, id: string) => `coalesce(pseudonym(${kind}, ${id}), pseudonym('account', ${id}))`;

/** SQL for a customer as the loaded rows know them, from the `customer_id` that a mapping gives. */
export function concealedCustomer(): string {
  const kind = idKind("customer_id");
  return `case when ${kind} is null then customer_id else ${standsFor(kind, "customer_id")} end`;
}

async function concealIds(
  warehouse: Warehouse,
  rows: CheckedRows,
  column: string,
  prepare: () => Promise<void>,
): Promise<void> {
  const { name } = rows;
  const kind = idKind(column);
  await prepare();
  await warehouse.execute(
    `create or replace temp table concealed as
     select written, kind, ${standsFor("kind", "written")} as hidden
     from (select distinct ${column} as written, ${kind} as kind from ${name}) where kind is not null`,
  );
  if (column === "customer_id") {
    await warehouse.execute(`insert into ${NAMED_PEOPLE} select hidden, kind, written, null from concealed`);
  }
  if (column === "value") {
    await warehouse.execute(
      `insert into ${NAMED_PEOPLE}
       select s.customer_id, c.kind, c.written, s.first_seen_at from ${name} s join concealed c on c.written = s.value`,
    );
  }
  await replaceConcealed(warehouse, rows, column);
}

/** SQL for what an id is of a person, if it is; an id of anything else may still hold an address. Cheap tests come first. */
function idKind(column: string): string {
  const isAddress = `contains(${column}, '@') and regexp_matches(${column}, '${ADDRESS}')`;
  if (column === "value") {
    return `case when regexp_full_match(value, '[0-9a-f]{32}') then null when kind in ('email', 'phone') then kind else ${personKind("value", isAddress)} end`;
  }
  if (column === "customer_id" || column === "anonymous_id") return personKind(column, isAddress);
  return `case when ${isAddress} then 'account' end`;
}

/** Only what is as long as such a number is looked at closely. */
function personKind(id: string, isAddress: string): string {
  return `case
    when ${isAddress} then 'email'
    when strlen(${id}) between 11 and 20 and regexp_matches(${id}, '^[+0-9]') then case
      when regexp_full_match(${id}, '(\\+|00)?(86[- ]?)?1[3-9]\\d{9}|\\+[1-9][0-9 ()-]{6,17}[0-9]') then 'phone'
      when regexp_full_match(${id}, '[1-8]\\d{5}(18|19|20)\\d{2}[01]\\d[0-3]\\d{4}[0-9Xx]') then 'account'
    end
  end`;
}

async function concealTexts(
  warehouse: Warehouse,
  rows: CheckedRows | { readonly name: string },
  column: string,
  rule: "word" | TextKind,
): Promise<void> {
  const suspicious = isDoubtful(column, rule);
  const last = numbers(await warehouse.query(`select max(rowid) as n from ${rows.name}`), "n")[0] ?? Number.NaN;
  let found = 0;
  await warehouse.execute("create or replace temp table concealed (written varchar, hidden varchar)");
  for (let from = 0; from <= last; from += BATCH) {
    const asked = await warehouse.query(
      `select distinct ${column} as written from ${rows.name} where rowid >= ${from} and rowid < ${from + BATCH} and ${suspicious}`,
    );
    const written = texts(asked, "written").words;
    const hidden = written.map((text) => withoutPersonal(text, rule === "sentence" ? "sentence" : "label"));
    const changed = written.flatMap((_, i) => (hidden[i] === written[i] ? [] : [i]));
    found += changed.length;
    if (changed.length === 0) continue;
    const pick = (words: readonly string[]) => changed.map((i) => words[i] ?? "");
    await warehouse.append("concealed", tableOf({ written: pick(written), hidden: pick(hidden) }));
  }
  if (found > 0) await replaceConcealed(warehouse, rows, column);
  else await warehouse.execute("drop table concealed");
}

/** Puts what hides it in place of what was written; a row known by its content is then known by the new one. */
async function replaceConcealed(
  warehouse: Warehouse,
  rows: CheckedRows | { readonly name: string },
  column: string,
): Promise<void> {
  const sqlFor = (one: string) => (one === column ? "c.hidden" : `s.${one}`);
  const key = "table" in rows ? contentKey(rows.table, sqlFor) : null;
  await warehouse.execute(
    `update ${rows.name} s set ${column} = c.hidden${key ? `, content_key = ${key}` : ""}
     from (select distinct written, hidden from concealed) c where s.${column} = c.written;
     drop table concealed`,
  );
}
