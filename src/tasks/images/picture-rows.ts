import { type Table, textAt, texts } from "#table/table.js";

/** A picture as this task knows it before it is decoded. */
export interface PictureRow {
  readonly file: string;
  /** What it shows; null where nobody says. */
  readonly label: string | null;
  /** What it is a picture of; pictures of one item are alike and stay together. The file itself where no item is named. */
  readonly item: string;
  readonly name: string | null;
  readonly isMain: boolean;
  readonly orders: number;
  /** Of the data's own split; null where it says nothing. */
  readonly part: "train" | "validation" | "test" | null;
}

/** The pictures of a table, in its order. */
export function pictureRows(table: Table): PictureRow[] {
  const text = (name: string) => {
    const column = table.columns[name] ? texts(table, name) : null;
    return (row: number) => (column ? textAt(column, row) : null);
  };
  const number = (name: string, row: number) => {
    const column = table.columns[name];
    return column instanceof Float64Array ? column[row]! : 0;
  };
  const columns = {
    file: text("file"),
    label: text("label"),
    item: text("item_id"),
    name: text("name"),
    split: text("split"),
  };
  return Array.from({ length: table.rows }, (_, row): PictureRow => {
    const file = columns.file(row) ?? "";
    return {
      file,
      label: columns.label(row)?.trim() || null,
      item: columns.item(row) ?? file,
      name: columns.name(row),
      isMain: number("position", row) === 0,
      orders: number("orders", row),
      part: partOf(columns.split(row)),
    };
  });
}

function partOf(split: string | null): PictureRow["part"] {
  if (split === null) return null;
  if (split === "train" || split === "validation" || split === "test") return split;
  throw new RangeError(`split must be train, validation or test, got "${split.slice(0, 40)}"`);
}
