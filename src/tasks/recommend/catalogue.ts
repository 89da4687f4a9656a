import { type Table, textAt, texts } from "#table/table.js";
import type { Context } from "../task.js";

/** What the shop's catalogue says of one item. */
export interface CatalogueItem {
  readonly name: string | null;
  readonly category: string | null;
  readonly brand: string | null;
  /** Major units. */
  readonly price: number | null;
  /** Share of the price that is left after what the item costs the shop. */
  readonly margin: number | null;
  readonly inStock: boolean | null;
}

/** By item id. */
export type Catalogue = ReadonlyMap<string, CatalogueItem>;

export interface NamedItem {
  readonly item: string;
  /** The shop's name for it, or its id where it has none. */
  readonly name: string;
}

/** The catalogue as it is now; empty where the data brings none. */
export async function catalogueOf(context: Context): Promise<Catalogue> {
  const table = await context.read("items");
  const id = texts(table, "item_id");
  const [name, category, brand] = ["name", "category", "brand"].map((column) => wordsIn(table, column));
  const [price, cost, inStock] = ["price", "cost", "in_stock"].map((column) => numbersIn(table, column));
  const catalogue = new Map<string, CatalogueItem>();
  if (!table.columns["name"]) return catalogue; // a data set of events alone
  for (let row = 0; row < table.rows; row++) {
    const stock = inStock!(row);
    catalogue.set(textAt(id, row) ?? "", {
      name: name!(row),
      category: category!(row),
      brand: brand!(row),
      price: price!(row),
      margin: marginOf(price!(row), cost!(row)),
      inStock: stock === null ? null : stock === 1,
    });
  }
  return catalogue;
}

function marginOf(price: number | null, cost: number | null): number | null {
  return price === null || cost === null || price <= 0 ? null : (price - cost) / price;
}

function wordsIn(table: Table, name: string): (row: number) => string | null {
  if (!table.columns[name]) return () => null;
  const column = texts(table, name);
  return (row) => textAt(column, row)?.trim() || null;
}

function numbersIn(table: Table, name: string): (row: number) => number | null {
  const column = table.columns[name];
  if (!(column instanceof Float64Array)) return () => null;
  return (row) => (Number.isFinite(column[row]) ? column[row]! : null);
}

export function named(item: string, catalogue: Catalogue): NamedItem {
  return { item, name: catalogue.get(item)?.name ?? item };
}
