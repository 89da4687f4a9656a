import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { personalIn } from "./personal-text.js";

const shared = process.env["SHOPLENS_DATA"] ?? "../shared/data";

/**
 * Every finding in these real reviews was read by a person: 85 of 85,359 reviews, all of them numbers, addresses and
 * names that their writers put there. What is found beyond that is most likely found wrongly.
 */
describe.each([
  ["zh-reviews", 100],
  ["en-reviews", 0],
])("in the real reviews of %s", (name, most) => {
  const path = join(shared, name, "reviews.csv.gz");
  it.skipIf(!existsSync(path))(`finds something personal in at most ${most} (needs ${path})`, () => {
    const lines = gunzipSync(readFileSync(path)).toString().split("\n").slice(1);
    const found = lines.filter((line) => personalIn(line).length > 0);
    expect(lines.length).toBeGreaterThan(20_000);
    expect(found.length).toBeLessThanOrEqual(most);
    expect(found.length).toBeGreaterThanOrEqual(most * 0.7);
  });
});
