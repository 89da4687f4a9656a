import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { generatedDocs } from "../scripts/generated-docs.js";

const pages = readdirSync(".", { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".md"))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((path) => !/node_modules|docs\/api|demo-shop|dist\//.test(path));

describe.each(pages)("%s", (page) => {
  const text = readFileSync(page, "utf8");

  it("links only to files and headings that exist", () => {
    for (const [, target] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target!)) continue;
      const [file, anchor] = target!.split("#");
      const path = file ? join(dirname(page), file) : page;
      expect(existsSync(path), `${page} links to ${target}`).toBe(true);
      if (anchor) expect(anchorsOf(path), `${page} links to ${target}`).toContain(anchor);
    }
  });
});

describe.each(Object.entries(generatedDocs))("%s", (path, text) => {
  it("is what its source draws (npm run generate)", () => expect(readFileSync(path, "utf8")).toBe(text()));
});

function anchorsOf(path: string): string[] {
  const headings = readFileSync(path, "utf8").matchAll(/^#+ (.*)$/gm);
  return Array.from(headings, ([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, "")
      .replaceAll(" ", "-"),
  );
}
