import { statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { isPostgresAddress, shownAddress } from "#warehouse/postgres/postgres-address.js";
import { givenFile } from "../given.js";
import { fileOnDisk } from "../source-file.js";
import { UnreadableFile } from "../unreadable-file.js";
import { folderFiles } from "./folder-files.js";
import { inArchive } from "./in-archive.js";
import { isZipFile } from "./is-zip.js";
import { type Found, nthOf, type Place, type Walk } from "./place.js";

/**
 * The tables in what was named: each file, every file of a folder or a zip, every sheet of a workbook, every answer of a
 * database, one after the other. What a table is read from is open until the next is asked for.
 */
export async function* givenIn(paths: readonly string[], walk: Walk): AsyncGenerator<Found> {
  for (const [i, path] of paths.entries()) {
    const place = {
      disk: path,
      path,
      file: basename(resolve(path)),
      from: i / paths.length,
      upTo: (i + 1) / paths.length,
    };
    if (isPostgresAddress(path)) {
      yield* inDatabase(path, place, walk);
      continue;
    }
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
    yield* isFolder ? inFolder(place, walk) : inFile(place, walk);
  }
}

async function* inDatabase(address: string, place: Place, { queries = [] }: Walk): AsyncGenerator<Found> {
  const { givenQuery } = await import("../database/given-query.js"); // its packages are read where one is named
  const path = shownAddress(address);
  if (queries.length === 0) {
    yield {
      upTo: place.upTo,
      path,
      error: new UnreadableFile(`${path} is a database: say what to ask of it with --query`),
    };
  }
  for (const [i, sql] of queries.entries()) {
    const { upTo } = nthOf(place, i, queries.length);
    yield { upTo, given: givenQuery({ address, sql, ...(queries.length > 1 && { number: i + 1 }) }) };
  }
}

async function* inFolder(place: Place, walk: Walk): AsyncGenerator<Found> {
  const files = folderFiles(place.path);
  if (files.length === 0) yield { ...place, error: new UnreadableFile(`${place.path} is a folder without files`) };
  for (const [i, { name, error }] of files.entries()) {
    const path = join(place.path, name);
    const inner = {
      ...nthOf(place, i, files.length),
      disk: path,
      path,
      file: `${place.file}/${name}`,
      within: place.path,
    };
    if (error) yield { ...inner, error };
    else yield* inFile(inner, walk);
  }
}

async function* inFile(place: Place, walk: Walk): AsyncGenerator<Found> {
  if (isZipFile(place.disk)) yield* inArchive(place, walk);
  else yield { ...place, given: givenFile(fileOnDisk(place.path, place.file)) };
}
