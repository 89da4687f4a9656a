import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { reviews } from "#tasks/reviews/reviews.js";
import { trends } from "#tasks/trends/trends.js";
import { givenTo } from "./given-to.js";

const folder = mkdtempSync(join(tmpdir(), "given-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("what a task is handed", () => {
  it("is read when it is asked for, from the folder its path is relative to", () => {
    const { entities } = givenTo(reviews, { entities: "labels.conll" }, folder);
    expect(() => entities!.text()).toThrow(/^entities: .*labels\.conll cannot be read: ENOENT/);
    writeFileSync(join(folder, "labels.conll"), "a B-b\n");
    expect(entities!.text()).toBe("a B-b\n");
    expect(entities!.path).toBe(join(folder, "labels.conll"));
  });

  it("is refused by a name the task does not know", () => {
    expect(() => givenTo(reviews, { labels: "x" }, folder)).toThrow(/^reviews can be given entities.*, got "labels"$/);
    expect(() => givenTo(trends, { entities: "x" }, folder)).toThrow("trends can be given nothing besides its data");
  });
});
