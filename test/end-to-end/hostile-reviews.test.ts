import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { csvText } from "../csv-text.js";
import { markupErrors } from "../markup-errors.js";
import { writePlainReviews } from "../plain-reviews.js";
import { commandLine } from "./command-line.js";

const folder = mkdtempSync(join(tmpdir(), "shoplens-hostile-"));
const shop = join(folder, "shop");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a report is made of. */
const pageElements = new Set(
  (
    "html head meta title style body main header h1 h2 h3 p span b em small bdi br ul ol li i div section footer q mark figure " +
    "figcaption details summary table thead tbody tr th td dl dt dd svg g path text tspan defs clipPath circle rect"
  ).split(" "),
);

const attack = `<script>document.title="hacked"</script><img src=x onerror=alert(1)> Terrible quality, &lt;svg onload=alert(2)&gt; "'`;
const hostile = [
  { review_id: "h1", rating: "1", text: `${attack} ** delivery was late **` },
  { review_id: "h2", rating: "5", text: "" },
  { review_id: "h3", rating: "", text: "Lovely colour and great quality" },
  { review_id: "h4", rating: "2", text: "👎👎👎😡" },
  { review_id: "h5", rating: "5", text: "质量很好".repeat(25_000) },
  { review_id: "h6", rating: "4", text: "Sehr schöne Tasse, die Lieferung war schnell" },
  { review_id: "h7", rating: "1", text: "=HYPERLINK(0)\u202e}}{{$1 \ud83d" },
];

beforeAll(async () => {
  const day = 86_400_000;
  const plain = writePlainReviews(join(folder, "plain"), {
    seed: 3,
    items: 12,
    count: 200,
    first: 1,
    startAt: Date.UTC(2026, 0, 1),
    every: day,
  });
  const path = join(folder, "hostile.csv");
  const rows = hostile.map((row, at) => ({
    ...row,
    written_at: new Date(Date.UTC(2026, 7, 1) + at * day).toISOString(),
  }));
  writeFileSync(path, csvText(["review_id", "rating", "text", "written_at"], rows));
  await commandLine("init", shop);
  const loaded = await commandLine("ingest", shop, plain, path);
  expect(loaded.code, loaded.stderr).toBe(0);
}, 60_000);

describe("a shop with hostile reviews", () => {
  it("has its report, in which nothing of them is markup, and reads every one", async () => {
    const ran = await commandLine("run", shop, "reviews");
    expect(ran.code, ran.stderr).toBe(0);
    const page = readFileSync(join(shop, "reports", "0001-en.html"), "utf8");
    expect(markupErrors(page, pageElements)).toEqual([]);
    const table = join(folder, "read.csv");
    const exported = await commandLine("export", shop, "reviews", "--to", table);
    expect(exported.code, exported.stderr).toBe(0);
    const read = readFileSync(table, "utf8");
    for (const { review_id } of hostile) expect(read, review_id).toMatch(new RegExp(`^${review_id},`, "m"));
    expect(read).toMatch(/^h2,,none,positive/m);
    expect(read).toMatch(/^h6,,other,positive/m);
  }, 60_000);

  it("judges a text on the command line, in words and as JSON", async () => {
    const said = await commandLine("ask", shop, "reviews", "--text", "This product is amazing!");
    expect(said.stdout).toMatch(/^This is (positive|negative) \(\d+/);
    const json = await commandLine("ask", shop, "reviews", "--text", attack, "--json");
    const answer = JSON.parse(json.stdout);
    expect(answer).toMatchObject({ kind: "text", label: "negative", probability: expect.any(Number) });
    expect(answer.text).not.toMatch(/<script|<img/);
    expect(answer.words.length).toBeGreaterThan(0);
  }, 60_000);
});
