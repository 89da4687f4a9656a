import { crc32, deflateRawSync } from "node:zlib";

/** A file in a zip, and what may be wrong with it. */
export interface Zipped {
  readonly name: string | Buffer;
  readonly content: string | Uint8Array;
  /** "stored": not compressed. */
  readonly packed?: "deflated" | "stored";
  /** Of Unix: 0o120777 is a link. */
  readonly mode?: number;
  /** General purpose flags: 1 says it is encrypted, 0x800 that its name is UTF-8. */
  readonly flags?: number;
  readonly method?: number;
  /** What its header says of its content, where that is not so. */
  readonly declared?: { readonly bytes?: number; readonly checksum?: number };
}

/** A zip archive as APPNOTE.TXT 6.3 lays it out: the files, their directory, and where that starts. */
export function zipBytes(files: readonly Zipped[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const file of files) {
    const { head, name, body, mode } = packed(file);
    parts.push(Buffer.from("PK\x03\x04", "latin1"), head, name, body);
    const place = Buffer.alloc(14); // comment length, disk, attributes, offset
    place.writeUInt32LE(mode, 6);
    place.writeUInt32LE(at, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x03", "latin1"), head, place, name);
    at += 4 + head.length + name.length + body.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, listed, end]);
}

/** `head`: the 26 bytes that a file and its entry in the directory share. */
function packed({ name, content, packed: how = "deflated", mode = 0o100644, flags, method, declared }: Zipped) {
  const bytes = Buffer.from(content as Uint8Array);
  const body = how === "stored" ? bytes : deflateRawSync(bytes);
  const written = Buffer.from(name as Uint8Array);
  const head = Buffer.alloc(26);
  head.writeUInt16LE(20, 0);
  head.writeUInt16LE(flags ?? (typeof name === "string" ? 0x800 : 0), 2);
  head.writeUInt16LE(method ?? (how === "stored" ? 0 : 8), 4);
  head.writeUInt32LE(declared?.checksum ?? crc32(bytes), 10);
  head.writeUInt32LE(body.length, 14);
  head.writeUInt32LE(declared?.bytes ?? bytes.length, 18);
  head.writeUInt16LE(written.length, 22);
  return { head, name: written, body, mode: (mode << 16) >>> 0 };
}
