import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pngOf } from "#image/png-of.js";
import { catalogueOf } from "#simulate/catalogue.js";
import { pictureSvg } from "#simulate/picture-svg.js";
import type { Simulation } from "#simulate/simulation.js";
import { csvText } from "./csv-text.js";

export interface PlainPicturesOptions {
  readonly items: number;
  /** Positions of the pictures of each item. */
  readonly positions: readonly number[];
  /** Side in pixels. */
  readonly size: number;
}

/** Writes pictures of a plain shop's items, the list of them, and the items with their categories. */
export async function writePlainPictures(
  folder: string,
  { items, positions, size }: PlainPicturesOptions,
): Promise<string[]> {
  const catalogue = catalogueOf(7, items, "clean");
  const simulation = { items: catalogue, streams: { picture: 5 } } as unknown as Simulation;
  mkdirSync(join(folder, "pictures"), { recursive: true });
  const listed: Record<string, string>[] = [];
  for (const item of catalogue.keys()) {
    for (const position of positions) {
      const path = `pictures/i${item}-${position}.png`;
      writeFileSync(join(folder, path), await pngOf(pictureSvg(simulation, item, position), size));
      listed.push({ item_id: `i${item}`, position: String(position), path });
    }
  }
  const named = catalogue.map(({ name, type }, item) => ({ item_id: `i${item}`, name, category: type.category }));
  const files = {
    "items.csv": csvText(["item_id", "name", "category"], named),
    "item_pictures.csv": csvText(["item_id", "position", "path"], listed),
  };
  return Object.entries(files).map(([file, text]) => {
    writeFileSync(join(folder, file), text);
    return join(folder, file);
  });
}
