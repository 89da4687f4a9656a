import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { plainText } from "#protect/finders/plain-text.js";
import { encodedText } from "../encoded-text.js";
import type { Needle } from "./planted-people.js";

/** Where something was found that must not be there. */
export interface Trace {
  readonly what: string;
  readonly encoding: string;
  readonly where: string;
}

interface Form {
  readonly what: string;
  readonly encoding: string;
  readonly bytes: Buffer;
}

const KEY_BYTES = 4;
const TABLE_BITS = 22;

/**
 * Searches bytes for many texts at once, in every form in which text comes: UTF-8, UTF-16 either way, GBK, hexadecimal and
 * base64, all without regard to case.
 */
export function traceSearch(needles: readonly Needle[]): (bytes: Buffer, where: string) => Trace[] {
  const table = new Uint8Array(1 << TABLE_BITS);
  const byKey = new Map<number, Form[]>();
  for (const form of needles.flatMap(formsOf)) {
    const key = form.bytes.readUInt32LE(0);
    table[hashOf(key)] = 1;
    const same = byKey.get(key);
    if (same) same.push(form);
    else byKey.set(key, [form]);
  }
  return (given, where) => {
    const bytes = folded(given);
    const traces: Trace[] = [];
    for (let at = 0; at + KEY_BYTES <= bytes.length; at += 1) {
      const key = (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
      if (table[hashOf(key)] === 0) continue;
      for (const { what, encoding, bytes: wanted } of byKey.get(key) ?? []) {
        if (bytes.subarray(at, at + wanted.length).equals(wanted)) traces.push({ what, encoding, where });
      }
    }
    return traces;
  };
}

const hashOf = (key: number) => Math.imul(key, 0x9e3779b1) >>> (32 - TABLE_BITS);

function folded(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  for (let i = 0; i < copy.length; i += 1) if (copy[i]! >= 65 && copy[i]! <= 90) copy[i]! += 32;
  return copy;
}

function formsOf({ what, text }: Needle): Form[] {
  const forms: [string, Buffer][] = [
    ["utf-8", Buffer.from(text)],
    ["utf-16le", encodedText(text, "utf-16le")],
    ["utf-16be", encodedText(text, "utf-16be")],
    ...(/\p{sc=Han}/u.test(text) ? ([["gbk", encodedText(text, "gbk")]] as [string, Buffer][]) : []),
  ];
  for (const written of new Set([text, text.toLowerCase()])) {
    const bytes = Buffer.from(written);
    forms.push(["hex", Buffer.from(bytes.toString("hex"))]);
    for (const before of [0, 1, 2]) forms.push(["base64", withinBase64(bytes, before)]);
  }
  return forms.map(([encoding, bytes]) => ({ what, encoding, bytes: folded(bytes) }));
}

/** What stands in base64 for these bytes wherever they are, when so many bytes of a group of three come before them. */
function withinBase64(bytes: Buffer, before: number): Buffer {
  const whole = Buffer.concat([Buffer.alloc(before), bytes])
    .toString("base64")
    .replace(/=+$/, "");
  const end = Math.floor(((before + bytes.length) * 8) / 6);
  return Buffer.from(whole.slice(Math.ceil((before * 8) / 6), end));
}

/** Every file under a folder, as bytes. */
export function tracesInFolder(
  folder: string,
  search: ReturnType<typeof traceSearch>,
): { traces: Trace[]; bytes: number } {
  const traces: Trace[] = [];
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const content = readFileSync(path);
    bytes += content.length;
    traces.push(...search(content, relative(folder, path)));
  }
  return { traces, bytes };
}

/** Text as it stands, and with what stands between digits left out. */
export function tracesInText(text: string, where: string, search: ReturnType<typeof traceSearch>): Trace[] {
  const digits = plainText(text).replace(/(?<=\d)[^\p{L}\d\n]{1,3}(?=\d)/gu, "");
  return [...search(Buffer.from(text), where), ...search(Buffer.from(digits), `${where}, by digits`)];
}
