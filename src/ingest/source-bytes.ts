import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { UnreadableFile } from "./unreadable-file.js";

/** A file's content, decompressed and in UTF-8 without a byte order mark, in pieces; and the hash of what is on disk. */
export interface SourceBytes {
  readonly chunks: AsyncGenerator<Buffer>;
  /** Of the bytes read so far: of the file once `chunks` has ended. */
  sha256(): string;
}

const CHUNK = 1 << 20;

/** @throws {UnreadableFile} when the file is absent, a folder, unreadable, empty or a damaged archive. */
export async function sourceBytes(path: string, progress: (share: number) => void): Promise<SourceBytes> {
  const size = await sizeOf(path);
  const hash = createHash("sha256");

  async function* onDisk(): AsyncGenerator<Buffer> {
    let read = 0;
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      read += chunk.length;
      progress(Math.min(read / size, 1));
      yield chunk;
    }
  }

  return { chunks: decoded(inflated(onDisk(), path)), sha256: () => hash.copy().digest("hex") };
}

async function sizeOf(path: string): Promise<number> {
  const facts = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new UnreadableFile(
      error.code === "ENOENT" ? `${path} does not exist` : `${path} cannot be read (${error.code})`,
    );
  });
  if (facts.isDirectory()) throw new UnreadableFile(`${path} is a folder, expected a file`);
  if (facts.size === 0) throw new UnreadableFile(`${path} is empty`);
  return facts.size;
}

async function* inflated(chunks: AsyncGenerator<Buffer>, path: string): AsyncGenerator<Buffer> {
  const { value: first } = await chunks.next();
  if (!first) return;
  const whole = prepended(first, chunks);
  if (first[0] !== 0x1f || first[1] !== 0x8b) return yield* whole;
  const gunzip = pipeline(Readable.from(whole), createGunzip({ chunkSize: CHUNK }), () => undefined); // errors reach the loop
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
  } catch (error) {
    throw new UnreadableFile(`${path} is a damaged gzip file (${(error as Error).message})`);
  }
}

/** UTF-16 by its byte order mark, else as it is. */
async function* decoded(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const { value: first } = await chunks.next();
  if (!first) return;
  const mark = first.toString("hex", 0, 3);
  if (mark === "efbbbf") return yield* prepended(first.subarray(3), chunks);
  const wide = mark.startsWith("fffe") ? "utf-16le" : mark.startsWith("feff") ? "utf-16be" : undefined;
  if (!wide) return yield* prepended(first, chunks);
  const decoder = new TextDecoder(wide);
  for await (const chunk of prepended(first, chunks)) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

async function* prepended(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}
