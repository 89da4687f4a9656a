import { createHash } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { join } from "node:path";
import { givenFile } from "../given.js";
import { namelessCopy } from "../nameless-copy.js";
import { type BytesOptions, expectUnchanged, prepended, textBytes } from "../source-bytes.js";
import { SpoiledArchive } from "../spoiled-archive.js";
import { UnknownFile } from "../unknown-file.js";
import { UnreadableFile } from "../unreadable-file.js";
import { openWorkbook } from "../workbook/open-workbook.js";
import { readSheet } from "../workbook/read-sheet.js";
import { archiveKind } from "./archive-kind.js";
import { isHidden, shownName } from "./entry-name.js";
import { isZip } from "./is-zip.js";
import { type Found, nthOf, type Place, type Walk } from "./place.js";
import { type UnpackingBudget, unpackingBudget } from "./unpacking-budget.js";
import { openZip, type ZipArchive, type ZipEntry } from "./zip-archive.js";

/** What an archive shares with those within it. */
interface Outermost {
  /** Of the file on the disk: whatever comes from it is known by this. */
  readonly sha256: string;
  readonly budget: UnpackingBudget;
  /** How many archives it is within. */
  readonly depth: number;
}

interface Inside extends Walk {
  readonly archive: ZipArchive;
  readonly outermost: Outermost;
}

/** Whether the archive has changed is asked when all in it was read. */
const unchanged = async () => undefined;

const DEEPEST = 1; // a zip in a zip, and workbooks in that

/** The tables in a zip or a workbook on the disk. */
export async function* inArchive(place: Place, walk: Walk): AsyncGenerator<Found> {
  const before = statSync(place.disk);
  const outermost = { sha256: await sha256Of(place.disk), budget: unpackingBudget(before.size), depth: 0 };
  yield* inZipFile(place, walk, outermost);
  const changed = await expectUnchanged(place.path, before).catch(asUnreadable);
  if (changed) yield { ...place, archive: place.path, error: new SpoiledArchive(changed.message) };
}

async function* inZipFile(place: Place, walk: Walk, outermost: Outermost): AsyncGenerator<Found> {
  const archive = await openZip(place.disk, place.path, outermost.budget).catch(asUnreadable);
  if (archive instanceof UnreadableFile) return yield { ...place, error: archive };
  try {
    const kind = archiveKind(archive);
    if (kind.kind === "workbook") yield* inWorkbook(place, { ...walk, archive, outermost });
    else if (kind.kind === "files") yield* inZip(place, { ...walk, archive, outermost });
    else yield { ...place, error: new UnknownFile(`${place.path} ${kind.reason}`) };
  } finally {
    archive.close();
  }
}

const insideOf = ({ within, archive, path }: Place) => ({ within: within ?? path, archive: archive ?? path });

async function sha256Of(disk: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(disk, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

function asUnreadable(error: unknown): UnreadableFile {
  if (error instanceof UnreadableFile) return error;
  throw error;
}

async function* inZip(place: Place, inside: Inside): AsyncGenerator<Found> {
  const entries = inside.archive.entries
    .filter(({ name }) => !isHidden(name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  if (entries.length === 0) yield { ...place, error: new UnreadableFile(`${place.path} is a zip without files`) };
  if (inside.outermost.depth > DEEPEST) {
    const reason = "is a zip within a zip within a zip: unpack it yourself and load what comes out";
    return yield { ...place, error: new UnreadableFile(`${place.path} ${reason}`) };
  }
  for (const [i, entry] of entries.entries()) {
    const file = `${place.file}#${shownName(entry.name)}`;
    const inner = { ...nthOf(place, i, entries.length), ...insideOf(place), path: entry.path, file };
    yield* inEntry(entry, inner, inside);
    if (inside.outermost.budget.isSpent) return;
  }
}

async function* inEntry(entry: ZipEntry, place: Omit<Place, "disk">, inside: Inside): AsyncGenerator<Found> {
  const { path, file } = place;
  const { sha256, budget, depth } = inside.outermost;
  let progress = (_: number): void => undefined;
  const chunks = entry.read((share) => progress(share));
  try {
    const first = await chunks.next().catch(asUnreadable);
    if (first instanceof UnreadableFile) return yield { ...place, error: first };
    const whole = prepended(first.value ?? Buffer.alloc(0), chunks);
    if (isZip(first.value ?? Buffer.alloc(0))) {
      return yield* inCopy(whole, place, { ...inside, outermost: { sha256, budget, depth: depth + 1 } });
    }
    async function bytes(options: BytesOptions) {
      progress = options.progress;
      return { ...textBytes(whole, { path, budget, encoding: options.encoding }), sha256: () => sha256, unchanged };
    }
    yield { ...place, given: givenFile({ path, file, bytes }) };
  } finally {
    await chunks.return(undefined);
  }
}

/** An archive within an archive must lie on the disk: its directory is at its end. */
async function* inCopy(
  bytes: AsyncGenerator<Buffer>,
  place: Omit<Place, "disk">,
  inside: Inside,
): AsyncGenerator<Found> {
  const name = join(inside.temporaryFolder, `${process.pid}-within-${inside.outermost.depth}.zip`);
  const copy = await namelessCopy(name, bytes).catch(asUnreadable);
  if (copy instanceof UnreadableFile) return yield { ...place, error: copy };
  try {
    yield* inZipFile({ ...place, disk: copy.path }, inside, inside.outermost);
  } finally {
    copy.close();
  }
}

async function* inWorkbook(place: Place, { archive, outermost, temporaryFolder }: Inside): AsyncGenerator<Found> {
  const { sha256 } = outermost;
  const workbook = await openWorkbook(archive, place.path, temporaryFolder).catch(asUnreadable);
  if (workbook instanceof UnreadableFile) return yield { ...place, error: workbook };
  try {
    for (const [i, { name, path, isHidden, rows }] of workbook.sheets.entries()) {
      const inner = { ...nthOf(place, i, workbook.sheets.length), ...insideOf(place), path };
      const file = `${place.file}#${name}`;
      if (isHidden)
        yield { ...inner, error: new UnknownFile(`${path} is hidden: show the sheet if it is to be loaded`) };
      else if (!rows) yield { ...inner, error: new UnknownFile(`${path} is a chart, not a table`) };
      else
        yield {
          ...inner,
          given: { path, read: (warehouse, options) => readSheet(warehouse, { path, file, sha256, rows }, options) },
        };
    }
  } finally {
    workbook.close();
  }
}
