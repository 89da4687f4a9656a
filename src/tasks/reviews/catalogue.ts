import { numbers, type Table, textAt, texts } from "#table/table.js";
import type { CatalogueNames } from "#text/entities.js";
import { generalSegmenter, type Segmenter, segmenterWith } from "#text/segmenter.js";

/** What the shop sells, as far as reviews need to know. */
export interface Catalogue {
  readonly names: CatalogueNames;
  /** Cuts Chinese into words, knowing those of the catalogue where it has Chinese ones. */
  segmenter(): Segmenter;
  /** The shop's name of an item, or its id where it has none. */
  nameOf(item: string): string;
  salesOf(item: string): { readonly orders: number; readonly sentBack: number };
}

/** From the table of items. */
export function catalogueOf(table: Table): Catalogue {
  const [item, name, brand] = [texts(table, "item_id"), texts(table, "name"), texts(table, "brand")];
  const [orders, sentBack] = [numbers(table, "orders"), numbers(table, "sent_back")];
  const known = new Map<string, { name: string; orders: number; sentBack: number }>();
  const products: string[] = [];
  const brands = new Set<string>();
  for (let row = 0; row < table.rows; row++) {
    const id = textAt(item, row) ?? "";
    const called = textAt(name, row)?.trim();
    known.set(id, { name: called || id, orders: orders[row]!, sentBack: sentBack[row]! });
    if (called) products.push(called);
    const made = textAt(brand, row)?.trim();
    if (made) brands.add(made);
  }
  return {
    names: { products, brands: [...brands] },
    segmenter: () => segmenterOf([...products, ...brands]),
    nameOf: (id) => known.get(id)?.name ?? id,
    salesOf: (id) => known.get(id) ?? { orders: 0, sentBack: 0 },
  };
}

/** Loading a dictionary of one's own takes a third of a second: only where there is something to add. */
function segmenterOf(names: readonly string[]): Segmenter {
  const chinese = names.flatMap((name) => name.match(/\p{Script=Han}{2,}/gu) ?? []);
  return chinese.length > 0 ? segmenterWith(chinese) : generalSegmenter();
}
