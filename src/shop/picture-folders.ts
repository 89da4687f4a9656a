import { statSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { numbers, textAt, texts } from "#table/table.js";
import type { Shop } from "./shop.js";

const NAME = "folder of pictures";

/** Where lists of pictures were loaded from: their pictures lie beside them. Nothing is remembered of a shop without pictures. */
export async function rememberFolders({ warehouse }: Pick<Shop, "warehouse">, files: readonly string[]): Promise<void> {
  const found = await warehouse.query("select count(*) as n from (select 1 from item_pictures limit 1)");
  if (numbers(found, "n")[0] === 0) return;
  const folders = new Set(
    files.map((file) =>
      statSync(file, { throwIfNoEntry: false })?.isDirectory() ? resolve(file) : dirname(resolve(file)),
    ),
  );
  for (const folder of folders) {
    await warehouse.execute(
      "insert into settings select $name, $folder where not exists (select 1 from settings where name = $name and value = $folder)",
      { name: NAME, folder },
    );
  }
}

/** Those folders, and the shop's own. */
export async function pictureFolders({ warehouse, folder }: Pick<Shop, "warehouse" | "folder">): Promise<string[]> {
  const found = await warehouse.query("select value from settings where name = $name order by value", { name: NAME });
  const value = texts(found, "value");
  const known = Array.from({ length: found.rows }, (_, row) => textAt(value, row) ?? "");
  return [...new Set([...known, resolve(folder)])];
}

/** A path inside one of the folders, the first where a file lies there; null for one that leads out of all. */
export function pathInside(name: string, folders: readonly string[]): string | null {
  const inside = folders
    .map((folder) => ({ folder, path: resolve(join(folder, name)) }))
    .filter(({ folder, path }) => path.startsWith(folder + sep));
  const there = inside.find(({ path }) => statSync(path, { throwIfNoEntry: false })?.isFile());
  return (there ?? inside[0])?.path ?? null;
}
