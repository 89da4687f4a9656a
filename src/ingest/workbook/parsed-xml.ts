import { TextDecoder } from "node:util";
import { SaxesParser } from "saxes";
import { UnreadableFile } from "../unreadable-file.js";

/** What is told of an XML document while it is read; names are without their prefix. */
export interface XmlEvents {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  /** Text may come in several pieces. */
  text(text: string): void;
}

const MOST_BETWEEN_TAGS = 1 << 20; // bytes; a cell of Excel holds 32,767 characters
const DEEPEST = 64;

/**
 * Reads a part of a workbook as a stream, and yields after each piece of it. Memory is bounded whatever the part holds:
 * text and depth are, and a document type, which could define entities of entities, is refused.
 *
 * @param path as people are told of it
 * @throws {UnreadableFile} when it is no proper XML, or an event throws an Error that says why it cannot be.
 */
export async function* parsedXml(
  chunks: AsyncIterable<Buffer>,
  path: string,
  events: XmlEvents,
): AsyncGenerator<undefined> {
  const damaged = (why: string) =>
    new UnreadableFile(`${path} is damaged (${why}): open the workbook in Excel and save it again`);
  const guard = { sinceTag: 0, depth: 0 };
  const parser = listening(events, guard, damaged);
  let decoder: TextDecoder | undefined;
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
    guard.sinceTag += chunk.length;
    if (guard.sinceTag > MOST_BETWEEN_TAGS + chunk.length) throw damaged("a text of more than 1 MiB");
    parse(() => parser.write(decoded(decoder, chunk)), damaged);
    yield;
  }
  parse(() => parser.write(decoded(decoder)).close(), damaged);
  yield;
}

function listening(events: XmlEvents, guard: { sinceTag: number; depth: number }, damaged: (why: string) => Error) {
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on("doctype", () => {
    throw damaged("it declares a document type, as no workbook does: it may be made to exhaust the machine");
  });
  parser.on("opentag", ({ name, attributes }) => {
    guard.sinceTag = 0;
    guard.depth += 1;
    if (guard.depth > DEEPEST) throw damaged(`more than ${DEEPEST} elements within each other`);
    events.open(local(name), attributes);
  });
  parser.on("closetag", ({ name }) => {
    guard.sinceTag = 0;
    guard.depth -= 1;
    events.close(local(name));
  });
  parser.on("text", (text) => events.text(text));
  parser.on("cdata", (text) => events.text(text));
  return parser;
}

/** Without the prefix that some writers give every name. */
function local(name: string): string {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}

function encodingOf(first: Buffer): string {
  const start = first.toString("hex", 0, 2);
  if (start === "fffe" || start === "3c00") return "utf-16le";
  return start === "feff" || start === "003c" ? "utf-16be" : "utf-8";
}

function decoded(decoder: TextDecoder | undefined, chunk?: Buffer): string {
  try {
    return (chunk ? decoder?.decode(chunk, { stream: true }) : decoder?.decode()) ?? "";
  } catch {
    throw new Error(`bytes that are not ${decoder?.encoding.toUpperCase()}`);
  }
}

function parse(work: () => unknown, damaged: (why: string) => Error): void {
  try {
    work();
  } catch (error) {
    // a plain Error is the parser's or an event's complaint; of any other kind, a mistake of ours
    throw Object.getPrototypeOf(error) === Error.prototype ? damaged((error as Error).message) : error;
  }
}
