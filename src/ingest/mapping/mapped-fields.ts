import { columnsOf } from "#contract/columns.js";
import {
  headersOf,
  isPseudonymous,
  LINE_TOTAL,
  listed,
  type MappedTable,
  type Mapping,
  needsRows,
  totalSpeaksFor,
} from "./mapping.js";

/** A column of the file that a mapping reads. */
export interface MappedField {
  /** Where it fills a contract column: that column's name, so that a refusal can name the file's own. */
  readonly name: string;
  readonly header: string;
  /** Whether a contract column that must be there is made of it. */
  readonly isNeeded: boolean;
  /** Whether a pseudonym takes the place of what it holds, or the vault keeps it. */
  readonly isPersonal: boolean;
}

export function mappedFields({ tables, people = {} }: Mapping): MappedField[] {
  const uses = [
    ...tables.flatMap((table, place) => usesIn(table, needsRows(table.table, place))),
    ...Object.entries(people).flatMap(([kind, mapped]) =>
      listed(mapped)
        .flatMap(headersOf)
        .map((header) => ({ name: `people ${kind}`, header, isNeeded: false, isPersonal: true })),
    ),
  ];
  const fields = new Map<string, MappedField>();
  for (const { name: wanted, header, isNeeded, isPersonal } of uses) {
    let name = wanted;
    while (fields.has(name) && fields.get(name)?.header !== header) name += "'";
    const known = fields.get(name);
    fields.set(name, {
      name,
      header,
      isNeeded: isNeeded || (known?.isNeeded ?? false),
      isPersonal: isPersonal || (known?.isPersonal ?? false),
    });
  }
  return [...fields.values()];
}

function usesIn({ table, columns, when }: MappedTable, needed: boolean): MappedField[] {
  const required = new Set(columnsOf(table).flatMap(({ name, required }) => (needed && required ? [name] : [])));
  const uses = Object.entries(columns).flatMap(([column, mapped]) => {
    const name = column === LINE_TOTAL ? totalSpeaksFor(columns) : column;
    return listed(mapped).flatMap((one) =>
      headersOf(one).map((header) => ({ name, header, isNeeded: required.has(name), isPersonal: isPseudonymous(one) })),
    );
  });
  return when ? [...uses, { name: "when", header: when.column, isNeeded: true, isPersonal: false }] : uses;
}
