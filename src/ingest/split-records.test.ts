import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Malformed, recordSplitter } from "./split-records.js";

const COMMA = 44;

function split(text: string | Buffer, options: { fields?: number; pieces?: number[] } = {}) {
  const refused: Malformed[] = [];
  const splitter = recordSplitter(
    { delimiter: COMMA, fields: options.fields ?? 3, firstLine: 2, separator: COMMA, encoding: () => "utf-8" },
    (malformed) => refused.push(malformed),
  );
  const bytes = Buffer.from(text);
  const cuts = [
    0,
    ...(options.pieces ?? []).map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b),
    bytes.length,
  ];
  const parts = cuts.slice(1).map((end, i) => Buffer.from(splitter.push(bytes.subarray(cuts[i], end))));
  const clean = Buffer.concat([...parts, splitter.end()]).toString();
  return { clean, refused: refused.map(({ line, reason }) => `${line}: ${reason}`), records: splitter.records };
}

describe("splitting records", () => {
  it("numbers each record with the line it starts on", () => {
    expect(split('a,b,c\r\n\n"x\ny",2,3\nd,e,f').clean).toBe('2,a,b,c\n4,"x\ny",2,3\n6,d,e,f\n');
  });

  it("loses only the line of a quote that is never closed", () => {
    const { clean, refused } = split('a,b,c\n1,"b,c\nd,e,f\ng,"h, i",j\n');
    expect(clean).toBe('2,a,b,c\n4,d,e,f\n5,g,"h, i",j\n');
    expect(refused).toEqual(["3: a quote that is never closed"]);
  });

  it("loses only the line of a quote left open at the end of the file", () => {
    expect(split('a,b,c\n3,4,"c').refused).toEqual(["3: a quote that is never closed"]);
  });

  it("loses each of two lines with a quote left open, and nothing between", () => {
    const { clean, refused } = split('1,"a,b\nc,d,e\n2,"f,g\nh,i,j\n');
    expect(clean).toBe("3,c,d,e\n5,h,i,j\n");
    expect(refused).toHaveLength(2);
  });

  it("refuses a line with too few or too many columns, saying how many came", () => {
    expect(split("a,b\n1,2,3\nx,y,z,w\n").refused).toEqual([
      "2: 2 columns where the header has 3",
      "4: 4 columns where the header has 3",
    ]);
  });

  it("takes a quote inside a field as text", () => {
    expect(split('5" nail,b,c\n').clean).toBe('2,"5"" nail",b,c\n');
  });

  it("refuses bytes that are not UTF-8", () => {
    expect(split(Buffer.concat([Buffer.from("a,b,c\n1,"), Buffer.from([0xa3]), Buffer.from(",2\n")])).refused).toEqual([
      "3: bytes that are not UTF-8",
    ]);
  });

  it("gives the same records however the file is cut into pieces", () => {
    const field = fc.constantFrom(
      "",
      "a",
      "12",
      '"q"',
      '"a, b"',
      '"two\nlines"',
      '"say ""hi"""',
      '"open',
      '5" nail',
      "中文",
      "\r",
    );
    const file = fc
      .array(
        fc.tuple(field, field, field).map((fields) => fields.join(",")),
        { maxLength: 12 },
      )
      .map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(file, fc.array(fc.nat(), { maxLength: 8 }), (text, pieces) => {
        expect(split(text, { pieces })).toEqual(split(text));
      }),
      { numRuns: 500 },
    );
  });

  it("refuses a record longer than a mebibyte and reads on", () => {
    const { refused, records } = split(`${"x".repeat(2_000_000)},b,c\n1,2,3\n"${"y".repeat(1_500_000)}\n1,2,3\n`);
    expect(refused.map((text) => text.split(":")[0])).toEqual(["2", "4"]);
    expect(records).toBe(2);
  });
});
