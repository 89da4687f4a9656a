import { createHash } from "node:crypto";
import { createReadStream, lstatSync, type Stats } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { utf8Chunks } from "./encoding/utf8-chunks.js";
import { UnknownFile } from "./unknown-file.js";
import { type UnpackingBudget, unpackingBudget } from "./unpack/unpacking-budget.js";
import { UnreadableFile } from "./unreadable-file.js";

/** A file's content, decompressed and in UTF-8 without a byte order mark, in pieces; and the hash of what is on disk. */
export interface SourceBytes {
  readonly chunks: AsyncGenerator<Buffer>;
  /** Of the bytes read so far: of the file once `chunks` has ended. */
  sha256(): string;
  /** @throws {UnreadableFile} when the file has changed since its first byte was read */
  unchanged(): Promise<void>;
  /** What the text read so far was written in; null: it is no text. */
  encoding(): string | null;
}

export interface BytesOptions {
  /** Told the share of the file's bytes read. */
  readonly progress: (share: number) => void;
  /** What the file is written in; absent: told from its bytes. */
  readonly encoding?: string | undefined;
}

const CHUNK = 1 << 20;

/** @throws {UnreadableFile} when the file is absent, none, unreadable, empty, a damaged archive or not left alone. */
export async function sourceBytes(path: string, { progress, encoding }: BytesOptions): Promise<SourceBytes> {
  const before = await factsOf(path);
  const hash = createHash("sha256");

  async function* onDisk(): AsyncGenerator<Buffer> {
    let read = 0;
    try {
      for await (const chunk of createReadStream(path, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>) {
        hash.update(chunk);
        read += chunk.length;
        progress(Math.min(read / before.size, 1));
        yield chunk;
      }
    } catch (error) {
      throw new UnreadableFile(`${path} ${failure(error as NodeJS.ErrnoException)}`);
    }
    await expectUnchanged(path, before);
  }

  const text = textBytes(onDisk(), { path, budget: unpackingBudget(before.size), encoding });
  return { ...text, sha256: () => hash.copy().digest("hex"), unchanged: () => expectUnchanged(path, before) };
}

interface TextOptions {
  /** As people are told of it. */
  readonly path: string;
  readonly budget: UnpackingBudget;
  /** What the file is written in; absent: told from its bytes. */
  readonly encoding?: string | undefined;
}

/** Decompressed where it is gzip, and in UTF-8. */
export function textBytes(
  chunks: AsyncGenerator<Buffer>,
  { path, budget, encoding }: TextOptions,
): Omit<SourceBytes, "sha256" | "unchanged"> {
  return utf8Chunks(inflated(chunks, path, budget), { path, wanted: encoding });
}

async function factsOf(path: string): Promise<Stats> {
  const facts = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new UnreadableFile(`${path} ${isLink(path) ? "is a link to nothing" : failure(error)}`);
  });
  if (facts.isDirectory()) throw new UnreadableFile(`${path} is a folder, expected a file`);
  if (!facts.isFile())
    throw new UnreadableFile(`${path} is a pipe or a device, expected a file: write it to one first`);
  if (facts.size === 0) throw new UnknownFile(`${path} is empty`);
  return facts;
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** The end of the sentence "FILE …". */
function failure({ code, message }: NodeJS.ErrnoException): string {
  if (code === "ENOENT" || code === "ENOTDIR") return "does not exist";
  if (code === "EACCES" || code === "EPERM") return `may not be read by this user (${code}); change its permissions`;
  return `cannot be read (${code ?? message})`;
}

/** Half of what somebody else is writing is not loaded. */
export async function expectUnchanged(path: string, before: Stats): Promise<void> {
  const after = await stat(path).catch(() => undefined);
  const same = (["size", "mtimeMs", "ino"] as const).every((fact) => after?.[fact] === before[fact]);
  if (same) return;
  const what = after
    ? `changed while it was read (from ${before.size} to ${after.size} bytes)`
    : "was taken away while it was read";
  throw new UnreadableFile(`${path} ${what}; load it again once it is complete`);
}

async function* inflated(
  chunks: AsyncGenerator<Buffer>,
  path: string,
  budget: UnpackingBudget,
): AsyncGenerator<Buffer> {
  const { value: first } = await chunks.next();
  if (!first) return;
  const whole = prepended(first, chunks);
  if (first[0] !== 0x1f || first[1] !== 0x8b) return yield* whole;
  const gunzip = pipeline(Readable.from(whole), createGunzip({ chunkSize: CHUNK }), () => undefined); // errors reach the loop
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      budget.spend(chunk.length, path);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile(`${path} is a damaged gzip file (${(error as Error).message})`);
  }
}

export async function* prepended(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}
