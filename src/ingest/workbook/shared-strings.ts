import { readSync, writeSync } from "node:fs";
import { join } from "node:path";
import { type NamelessFile, namelessFile } from "../nameless-file.js";
import type { ZipEntry } from "../unpack/zip-archive.js";
import { parsedXml } from "./parsed-xml.js";
import { richText } from "./rich-text.js";

/**
 * The texts that a workbook's cells share, by their number. The first ones, which the most cells use, stay in memory;
 * the others go to a temporary file in pages of a few, so that a sheet of any length needs no more.
 */
export interface SharedStrings {
  /** Undefined when there is none of this number. */
  at(index: number): string | undefined;
  close(): void;
}

const IN_MEMORY = 1 << 16; // texts
const IN_MEMORY_CHARACTERS = 1 << 24;
const PAGE = 64; // texts: a sheet that was sorted asks for one here and one there
const READ_BYTES = 16 << 20; // of pages kept

/** @param path as people are told of the workbook */
export async function sharedStrings(
  entry: ZipEntry | undefined,
  path: string,
  temporaryFolder: string,
): Promise<SharedStrings> {
  const texts = new Texts(join(temporaryFolder, `${process.pid}-shared.part`));
  const text = richText("si", (found) => texts.add(found));
  try {
    if (entry) for await (const _ of parsedXml(entry.read(), path, text));
    texts.end();
  } catch (error) {
    texts.close();
    throw error;
  }
  return texts;
}

class Texts implements SharedStrings {
  readonly #path: string;
  readonly #first: string[] = [];
  #characters = 0;
  #page: string[] = [];
  /** [page] where it starts in the file; one more for the end of the last. */
  readonly #starts: number[] = [0];
  /** Pages read, in the order of their reading. */
  readonly #read = new Map<number, readonly string[]>();
  #readBytes = 0;
  #file: NamelessFile | undefined;

  /** @param path of the file, if one is needed */
  constructor(path: string) {
    this.#path = path;
  }

  add(text: string): void {
    if (this.#isRoom()) {
      this.#first.push(text);
      this.#characters += text.length;
      return;
    }
    this.#page.push(text);
    if (this.#page.length === PAGE) this.#write();
  }

  #isRoom(): boolean {
    const isBegun = this.#file !== undefined || this.#page.length > 0;
    return !isBegun && this.#first.length < IN_MEMORY && this.#characters < IN_MEMORY_CHARACTERS;
  }

  end(): void {
    if (this.#page.length > 0) this.#write();
  }

  #write(): void {
    this.#file ??= namelessFile(this.#path);
    const bytes = Buffer.from(JSON.stringify(this.#page));
    const start = this.#starts.at(-1) ?? 0;
    for (let at = 0; at < bytes.length; )
      at += writeSync(this.#file.descriptor, bytes, at, bytes.length - at, start + at);
    this.#starts.push(start + bytes.length);
    this.#page = [];
  }

  at(index: number): string | undefined {
    if (index < this.#first.length) return this.#first[index];
    const place = index - this.#first.length;
    return this.#pageAt(Math.floor(place / PAGE))?.[place % PAGE];
  }

  #pageAt(page: number): readonly string[] | undefined {
    const known = this.#read.get(page);
    if (known) return known;
    const [start, end] = [this.#starts[page], this.#starts[page + 1]];
    if (this.#file === undefined || start === undefined || end === undefined) return undefined;
    const bytes = Buffer.allocUnsafe(end - start);
    readSync(this.#file.descriptor, bytes, 0, bytes.length, start);
    const texts = JSON.parse(bytes.toString("utf8")) as string[];
    this.#read.set(page, texts);
    this.#readBytes += bytes.length;
    for (const oldest of this.#read.keys()) {
      if (this.#readBytes <= READ_BYTES || oldest === page) break;
      this.#read.delete(oldest);
      this.#readBytes -= this.#sizeOf(oldest);
    }
    return texts;
  }

  #sizeOf(page: number): number {
    return (this.#starts[page + 1] ?? 0) - (this.#starts[page] ?? 0);
  }

  close(): void {
    this.#file?.close();
    this.#file = undefined;
  }
}
