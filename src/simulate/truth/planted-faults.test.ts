import { describe, expect, it } from "vitest";
import { rawFiles } from "../raw/raw-files.js";
import { simulateShop } from "../simulate-shop.js";
import { plantedFaults } from "./planted-faults.js";

const options = { seed: 5, customers: 800, days: 150, picturesPerItem: 0 } as const;
const shop = simulateShop(options);
const faults = plantedFaults(shop);

/** The lines of each file as bytes read one by one, with no knowledge of what was planted. */
function linesOf(simulation: typeof shop): ReadonlyMap<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { path, chunks } of rawFiles(simulation)) {
    const bytes = Buffer.concat([...(chunks() as Iterable<Uint8Array>)]);
    found.set(path, bytes.toString("latin1").trimEnd().split("\n"));
  }
  return found;
}

const files = linesOf(shop);

/** What tells each kind, from the text of a file alone: [file, line] of every row that shows it. */
const signs: Readonly<Record<string, (line: string, before: string, path: string) => boolean>> = {
  "unterminated quote": (line) => (line.match(/"/g)?.length ?? 0) % 2 === 1,
  "text in a number column": (line, _, path) =>
    (path === "items.csv" && /,(on request|from 10),/.test(line)) ||
    (path === "order_lines.csv" && !/^[^,]+,[^,]+,-?\d+,\d+\.\d\d,(\d+\.\d\d)?,/.test(line)) ||
    (path === "events.csv" && /,one,/.test(line)),
  "bad date": (line) => /0000-00|1736361611|-13-05|31\.12\.|,DE,EUR,false,,web,0,319|02-30|yesterday|06-31/.test(line),
  "not UTF-8": (line) => !isUtf8(line),
  "duplicate row": (line, before, path) => line === before && path !== "order_lines.csv",
  "negative quantity without a cancellation": (line, _, path) =>
    path === "order_lines.csv" && /^[^,]+,[^,]+,-/.test(line),
  "missing customer": (line, _, path) => path === "orders.csv" && line.split(",")[1] === "",
  "HTML in a name": (line) => /<\w+>/.test(line),
};

function isUtf8(latin1: string): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(latin1, "latin1"));
    return true;
  } catch {
    return false;
  }
}

describe("the planted faults", () => {
  it.each(Object.keys(signs))("'%s' is where the truth says, and nowhere else", (kind) => {
    const seen = [...files].flatMap(([path, lines]) =>
      lines.flatMap((line, place) =>
        place > 0 && signs[kind]!(line, lines[place - 1]!, path) ? [`${path}:${place + 1}`] : [],
      ),
    );
    expect(seen.length).toBeGreaterThan(0);
    expect(faults.filter((fault) => fault.kind === kind).map(({ file, line }) => `${file}:${line}`)).toEqual(seen);
  });

  it("are some tens in all, of which twenty are to be refused", () => {
    expect(faults.length).toBeLessThan(100);
    expect(faults.filter(({ fate }) => fate === "refused")).toHaveLength(20);
  });

  it("are none in a shop without faults, whose other rows are the same", () => {
    const clean = simulateShop({ ...options, faults: "none" });
    expect(plantedFaults(clean)).toEqual([]);
    const spoilt = new Map(
      faults.filter(({ fate }) => fate !== "kept").map(({ file, line }) => [`${file}:${line}`, true]),
    );
    for (const [path, lines] of linesOf(clean)) {
      if (path === "order_lines.csv" || path === "items.csv") continue; // what is kept there differs
      const others = files.get(path)!.filter((_, place) => !spoilt.has(`${path}:${place + 1}`));
      expect(lines, path).toEqual(others);
    }
  });
});
