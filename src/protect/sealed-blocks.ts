import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { derivedKey } from "./derived-key.js";

/**
 * How originals are sealed: a file of blocks, each encrypted and authenticated with AES-256-GCM (NIST SP 800-38D) under
 * a key of the file's own, derived from the shop's key and the salt in its header.
 *
 *     file    "shoplens vault 1\n" · salt [32] · block …
 *     block   length of the ciphertext [4, big-endian] · nonce [12] · ciphertext · tag [16]
 *
 * What a block is authenticated with besides its content: the header, the file's name, the block's place and whether it
 * is the last. So a block changed, left out, moved, taken from another file, or a file cut short, does not open. Nonces
 * are random: a file would need 2³² blocks before one was likely to come twice.
 */
export const HEADER_BYTES = 49;

const MAGIC = Buffer.from("shoplens vault 1\n");
const LENGTH_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const LARGEST_BLOCK = 1 << 24; // a length beyond it was never written

/** What was sealed does not open: changed since, cut short, or sealed with another key. The message is of that block. */
export class BrokenSeal extends Error {}

export interface Sealer {
  readonly header: Buffer;
  /** The next block. */
  seal(content: string, block: { readonly last: boolean }): Buffer;
}

/** @param name of the file, under which alone its blocks open */
export function sealer(key: Uint8Array, name: string): Sealer {
  const header = Buffer.concat([MAGIC, randomBytes(HEADER_BYTES - MAGIC.length)]);
  const own = fileKey(key, header);
  let place = 0;
  return {
    header,
    seal(content, { last }) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", own, nonce).setAAD(spoken(header, name, place, last));
      const sealed = Buffer.concat([cipher.update(content, "utf8"), cipher.final()]);
      place += 1;
      const length = Buffer.alloc(LENGTH_BYTES);
      length.writeUInt32BE(sealed.length);
      return Buffer.concat([length, nonce, sealed, cipher.getAuthTag()]);
    },
  };
}

/**
 * The contents of a file's blocks, one after the other; a block is given out only when it is known to be whole.
 *
 * @throws {BrokenSeal}
 */
export async function* unsealed(key: Uint8Array, name: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let bytes: Buffer = Buffer.alloc(0);
  let header: Buffer | undefined;
  let own = key;
  let place = 0;
  for await (const chunk of chunks) {
    bytes = Buffer.concat([bytes, chunk]);
    if (!header) {
      if (bytes.length < HEADER_BYTES) continue;
      header = Buffer.from(bytes.subarray(0, HEADER_BYTES));
      if (!header.subarray(0, MAGIC.length).equals(MAGIC)) throw new BrokenSeal("it is no vault file");
      own = fileKey(key, header);
      bytes = bytes.subarray(HEADER_BYTES);
    }
    // one block is kept back: whether it is the last is known only when the file has ended
    for (let end = blockEnd(bytes); end < bytes.length; end = blockEnd(bytes)) {
      yield opened(own, bytes.subarray(0, end), spoken(header, name, place, false), place);
      bytes = bytes.subarray(end);
      place += 1;
    }
  }
  if (!header || blockEnd(bytes) !== bytes.length) throw new BrokenSeal("it ends in the middle");
  yield opened(own, bytes, spoken(header, name, place, true), place);
}

const fileKey = (key: Uint8Array, header: Buffer) =>
  derivedKey(derivedKey(key, "vault"), "vault file", header.subarray(MAGIC.length));

function spoken(header: Buffer, name: string, place: number, last: boolean): Buffer {
  return Buffer.concat([header, Buffer.from(`${name}\0${place}\0${last ? "last" : "more"}`)]);
}

/** Where the first block ends; more than there is where it is not all here. */
function blockEnd(bytes: Buffer): number {
  if (bytes.length < LENGTH_BYTES) return Number.POSITIVE_INFINITY;
  const length = bytes.readUInt32BE(0);
  if (length > LARGEST_BLOCK) throw new BrokenSeal("a length in it was changed");
  return LENGTH_BYTES + NONCE_BYTES + length + TAG_BYTES;
}

function opened(key: Uint8Array, block: Buffer, context: Buffer, place: number): string {
  const start = LENGTH_BYTES + NONCE_BYTES;
  const decipher = createDecipheriv("aes-256-gcm", key, block.subarray(LENGTH_BYTES, start));
  decipher.setAAD(context).setAuthTag(block.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(block.subarray(start, -TAG_BYTES)), decipher.final()]).toString("utf8");
  } catch {
    throw new BrokenSeal(`its block ${place + 1} does not open`);
  }
}
