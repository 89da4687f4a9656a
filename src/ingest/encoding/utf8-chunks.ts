import { isAscii, isUtf8 } from "node:buffer";
import { UnreadableFile } from "../unreadable-file.js";
import { byteEvidence } from "./byte-evidence.js";
import { detectEncoding, markedEncoding, unmarkedUtf16 } from "./detect-encoding.js";
import { windows1252Text } from "./windows-1252.js";

/** A file's text in UTF-8 without a byte order mark. Characters that are none become the byte 0xff, never part of UTF-8. */
export interface Utf8Chunks {
  readonly chunks: AsyncGenerator<Buffer>;
  /** What was read so far is written in this; null: no text at all. */
  encoding(): string | null;
}

export interface EncodingOptions {
  readonly path: string;
  /** Name of the encoding, as TextDecoder knows it; absent: told from the bytes. */
  readonly wanted: string | undefined;
}

const SAMPLE = 1 << 16; // bytes looked at
const SURE = 8; // characters of UTF-8 that are no accident in another encoding

/**
 * Tells what a file is written in and gives its text as UTF-8, with a few pieces in memory. Nothing is decided until a
 * byte above 127 is met, wherever in the file that is: up to there every encoding but UTF-16 is the same. Text in none
 * of those that can be told is taken for UTF-8, so that each line that is not pays for itself.
 *
 * @throws {UnreadableFile} where a file goes on in UTF-8 after text in another encoding
 */
export function utf8Chunks(source: AsyncGenerator<Buffer>, { path, wanted }: EncodingOptions): Utf8Chunks {
  let encoding: string | null = "utf-8";

  async function* decoded(): AsyncGenerator<Buffer> {
    const { first, rest } = await start(source);
    if (first.length === 0) return;
    if (isNoText(first)) {
      encoding = null;
      return yield* prepended(first, rest);
    }
    const marked = markedEncoding(first);
    const told = wanted ?? marked?.encoding ?? unmarkedUtf16(first);
    const whole = prepended(first.subarray(marked?.encoding === told ? marked?.bytes : 0), rest);
    if (told === undefined) return yield* decideLater(whole);
    encoding = told;
    yield* told === "utf-8" ? whole : inUtf8(whole, told);
  }

  async function* decideLater(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
    for (;;) {
      const { value } = await chunks.next();
      if (!value) return;
      if (isAscii(value)) {
        yield value;
        continue;
      }
      const { first, rest } = await start(prepended(value, chunks), firstAbove127(value) + SAMPLE);
      encoding = detectEncoding(sampleOf(first)) ?? "utf-8";
      const whole = prepended(first, rest);
      return yield* encoding === "utf-8" ? whole : inUtf8(guarded(whole, path, encoding), encoding);
    }
  }

  return { chunks: decoded(), encoding: () => encoding };
}

const isNoText = (first: Buffer) => ["PAR1", "PK\x03\x04"].some((start) => first.toString("latin1", 0, 4) === start);

/** At least so many bytes in one piece, and what follows. */
async function start(
  chunks: AsyncGenerator<Buffer>,
  least = SAMPLE,
): Promise<{ first: Buffer; rest: AsyncGenerator<Buffer> }> {
  const pieces: Buffer[] = [];
  for (let length = 0; length < least; ) {
    const { value } = await chunks.next();
    if (!value) break;
    pieces.push(value);
    length += value.length;
  }
  return { first: pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces), rest: chunks };
}

function firstAbove127(bytes: Buffer): number {
  return Math.max(
    bytes.findIndex((byte) => byte > 127),
    0,
  );
}

/** From a little before the first byte above 127, which its neighbours explain. */
function sampleOf(bytes: Buffer): Buffer {
  const from = firstAbove127(bytes);
  return bytes.subarray(Math.max(from - 8, 0), from + SAMPLE);
}

async function* inUtf8(chunks: AsyncGenerator<Buffer>, encoding: string): AsyncGenerator<Buffer> {
  if (encoding === "windows-1252") {
    for await (const chunk of chunks) yield withWrongMarked(windows1252Text(chunk));
    return;
  }
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield withWrongMarked(decoder.decode(chunk, { stream: true }));
  yield withWrongMarked(decoder.decode());
}

/** What no character could be made of becomes a byte that is not UTF-8, so that its line is refused as any other such. */
function withWrongMarked(text: string): Buffer {
  if (!text.includes("\ufffd")) return Buffer.from(text);
  const wrong = Buffer.from([0xff]);
  return Buffer.concat(
    text.split("\ufffd").flatMap((part, i) => (i === 0 ? [Buffer.from(part)] : [wrong, Buffer.from(part)])),
  );
}

/** Two files put together: what was taken for the encoding of all is that of its beginning. */
async function* guarded(chunks: AsyncGenerator<Buffer>, path: string, encoding: string): AsyncGenerator<Buffer> {
  let read = 0;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += SAMPLE) {
      if (read + at > SAMPLE && isSurelyUtf8(chunk.subarray(at, at + SAMPLE), encoding)) {
        throw new UnreadableFile(
          `${path} begins in ${encoding} and goes on in UTF-8 after some ${read + at} bytes; load the two parts as files of their own, or say what it is with --encoding`,
        );
      }
    }
    read += chunk.length;
    yield chunk;
  }
}

/** Two bytes of UTF-8 are a common pair of GBK too (联通); three are not. */
function isSurelyUtf8(piece: Buffer, encoding: string): boolean {
  if (isAscii(piece) || !isUtf8(withoutCutEnds(piece))) return false;
  const { narrow, wide } = byteEvidence(piece).utf8;
  return (encoding === "gb18030" ? wide : narrow + wide) >= SURE;
}

/** Without bytes of characters that the ends of a piece may have cut through. */
function withoutCutEnds(chunk: Buffer): Buffer {
  let from = 0;
  while (from < 3 && ((chunk[from] ?? 0) & 0xc0) === 0x80) from += 1;
  let to = chunk.length;
  for (let back = 1; back <= 3; back += 1) {
    const byte = chunk[chunk.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) {
      to = chunk.length - back;
      break;
    }
  }
  return chunk.subarray(from, to);
}

async function* prepended(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}
