import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";
import { UnknownFile } from "../unknown-file.js";
import { UnreadableFile } from "../unreadable-file.js";
import { isHidden } from "./entry-name.js";

/** A file under a folder, by its path from there with slashes; with why it is not read, if it is not. */
export interface FolderFile {
  readonly name: string;
  readonly error?: UnreadableFile;
}

/** All files under a folder, sorted by name; hidden ones are passed over, and links, which could lead round in circles. */
export function folderFiles(folder: string): FolderFile[] {
  return filesUnder(folder, "").toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function filesUnder(folder: string, below: string): FolderFile[] {
  const path = join(folder, below);
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    return entries.flatMap((entry) => (isHidden(entry.name) ? [] : filesOf(folder, `${below}${entry.name}`, entry)));
  } catch (error) {
    const reason = `cannot be read (${(error as NodeJS.ErrnoException).code})`;
    return [{ name: below.slice(0, -1), error: new UnreadableFile(`${path} ${reason}`) }];
  }
}

function filesOf(folder: string, name: string, entry: Dirent): FolderFile[] {
  if (entry.isDirectory()) return filesUnder(folder, `${name}/`);
  if (entry.isFile()) return [{ name }];
  const reason = entry.isSymbolicLink() ? "is a link: name what it points to" : "is no file";
  return [{ name, error: new UnknownFile(`${join(folder, name)} ${reason}`) }];
}
