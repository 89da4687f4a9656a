import { describe, expect, it } from "vitest";
import { headerFields } from "./header-fields.js";
import { titleLines } from "./title-lines.js";

const delimiters = [",", "\t", ";"];
const linesAbove = (text: string) => titleLines(Buffer.from(text), delimiters);

describe("the lines above a report's header", () => {
  it.each([
    [
      "a title and dates in quotes",
      'Campaign report\n"January 1, 2024 - January 31, 2024"\nDay,Campaign,Cost,Clicks\n1,2,3,4\n',
      2,
    ],
    [
      "a title and dates with commas",
      "Campaign report\r\nOct 3, 2026 - Oct 4, 2026\r\nDay,Campaign,Cost,Clicks\r\n1,2,3,4\r\n",
      2,
    ],
    ["a category and an empty line", "Category: All categories\n\nWeek,linen: (Germany)\n2024-01-07,5\n", 2],
    ["tabs", "Campaign report\nAll time\nDay\tCost\n2024-01-01\t1,5\n", 2],
  ])("are found: %s", (_, text, lines) => {
    const found = linesAbove(text);
    expect(found.lines).toBe(lines);
    expect(Buffer.from(text).subarray(found.bytes).toString()).toMatch(/^(Day|Week)/);
  });

  it.each([
    ["a header in the first line", "a,b\n1,2\n"],
    ["one column", "event\nview\n"],
    ["one column with a comma in a value", "name\nBo, Jr\nAnna\n"],
    ["JSON lines", '{"a":1}\n{"a":1,"b":2}\n{"a":1,"b":2}\n'],
    ["nothing but white space", " \n\t\r\n\t "],
    ["nothing", ""],
  ])("are none: %s", (_, text) => expect(linesAbove(text)).toEqual({ lines: 0, bytes: 0 }));
});

describe("the fields of a header", () => {
  it.each([
    ["a,b,", ["a", "b", ""]],
    ['"a, b",c', ['"a, b"', "c"]],
    ['"a ""x"", b",c', ['"a ""x"", b"', "c"]],
    ['5" nail,c', ['5" nail', "c"]],
    ['"never closed,c', ['"never closed', "c"]],
  ])("of %j are %j", (line, fields) => expect(headerFields(line, ",")).toEqual(fields));
});
