import { describe, expect, it } from "vitest";
import { detectFormat } from "../detect-format.js";
import type { Format } from "../format.js";
import type { Source } from "../read-source.js";
import { formats } from "./formats.js";

const sourceOf = (headers: readonly string[]): Source => ({
  path: "x.csv",
  file: "x.csv",
  sha256: () => "",
  encoding: "utf-8",
  rows: 1,
  columns: headers.map((header, i) => ({ header, expression: `c${i + 1}` })),
  stored: "columns",
  malformed: [],
});

/** Headers that carry data, which no list of fields can name. */
const ownHeaders: Readonly<Record<string, readonly string[]>> = {
  "meta-ads-report": ["Amount spent (EUR)"],
  "google-trends": ["linen throw: (Germany)"],
};

const headersOf = ({ name, fields }: Format, named: readonly string[]) => [
  ...new Set([...named.flatMap((field) => fields[field]?.slice(0, 1) ?? []), ...(ownHeaders[name] ?? [])]),
];

describe("a file of any format", () => {
  it.each(formats.map((format) => [format.name, format] as const))(
    "is taken for %s with all its columns",
    (name, format) => {
      const found = detectFormat(sourceOf(headersOf(format, Object.keys(format.fields))), formats);
      expect(found.format.name).toBe(name);
    },
  );

  it.each(formats.map((format) => [format.name, format] as const))(
    "is taken for %s with no more than it needs",
    (name, format) => {
      const found = detectFormat(sourceOf(headersOf(format, format.required)), formats);
      expect(found.format.name).toBe(name);
    },
  );
});
