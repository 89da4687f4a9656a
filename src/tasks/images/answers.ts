import { type Table, tableOf } from "#table/table.js";
import { answersOf } from "./compete.js";
import type { Gallery } from "./gallery.js";
import type { ImagesModel } from "./images-model.js";

/** One row per picture: what the catalogue says, what it looks like, how sure that is, and how likely the catalogue's word is. */
export async function answersTable(
  { pictures, store }: Gallery,
  { classifier, classes, threshold }: ImagesModel,
): Promise<Table> {
  const chances = await classifier.chances(store);
  const answers = answersOf(chances, classes.length);
  const chanceOf = (row: number, of: number) => (of < 0 ? Number.NaN : chances[row * classes.length + of]!);
  return tableOf({
    item_id: pictures.map(({ item }) => item),
    file: pictures.map(({ file }) => file),
    category: pictures.map(({ label }) => label),
    label: Array.from(answers, (of) => classes[of]!),
    probability: Float64Array.from(answers, (of, row) => chanceOf(row, of)),
    sure: Float64Array.from(answers, (of, row) => Number(chanceOf(row, of) >= threshold)),
    category_probability: Float64Array.from(pictures, ({ label }, row) => chanceOf(row, classes.indexOf(label ?? ""))),
  });
}
