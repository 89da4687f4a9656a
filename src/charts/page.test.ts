import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyText } from "../../test/any-text.js";
import { examplePage } from "../../test/end-to-end/example-page.js";
import { markupErrors } from "../../test/markup-errors.js";
import { renderPage } from "./page.js";
import type { Page } from "./page-model.js";

const elements = new Set(
  (
    "html head meta title style body main header h1 h2 h3 p span b em small bdi br ul ol li i img div section footer q mark " +
    "figure figcaption details summary table thead tbody tr th td dl dt dd svg g path text tspan defs clipPath circle rect"
  ).split(" "),
);

describe.each(["en", "zh"] as const)("renderPage in %s", (language) => {
  const page = renderPage(examplePage(language));

  it("writes balanced markup of known elements, hostile names included", () => {
    expect(markupErrors(page, elements)).toEqual([]);
  });

  it("has one first heading, one second heading a question, and its language", () => {
    expect(page.match(/<h1>/g)).toHaveLength(1);
    expect(page.match(/<h2>/g)).toHaveLength(6);
    expect(page).toContain(`<html lang="${language === "zh" ? "zh-Hans" : "en"}">`);
  });

  it("refers to nothing outside itself", () => {
    expect(page).not.toMatch(/(?:src|href|action|content)="?\s*(?:https?:)?\/\//i);
    expect(page).not.toMatch(/@import|url\((?!#)|<link|<script|<iframe|<base/i);
  });

  it("forbids everything by policy but its own style sheet and pictures inside the file", () => {
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? "";
    const hash = createHash("sha256").update(style).digest("base64");
    expect(page).toContain(
      `content="default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;; img-src data:; base-uri &#39;none&#39;; form-action &#39;none&#39;"`,
    );
    expect(page).not.toMatch(/ style="/);
  });

  it("says how we know under every insight and gives the figures of every chart", () => {
    const count = (pattern: RegExp): number => page.match(pattern)?.length ?? 0;
    expect(count(/<li class="(?:good|neutral|warning)"><p>/g)).toBe(4);
    expect(count(language === "zh" ? /依据<\/summary>/g : /How we know<\/summary>/g)).toBe(4);
    expect(count(/<figure>/g)).toBe(6);
    expect(count(language === "zh" ? /查看数据表<\/summary>/g : /Figures as a table<\/summary>/g)).toBe(6);
  });

  it("gives the same bytes for the same page", () => {
    expect(renderPage(examplePage(language))).toBe(page);
  });
});

describe("renderPage", () => {
  const example = examplePage("en");

  it("marks the chosen candidate and the baseline, and puts the baseline's line in each meter", () => {
    const page = renderPage(example);
    expect(page).toMatch(/<tr class="chosen"><th scope="row"><bdi>blend<\/bdi><span class="tag won">chosen<\/span>/);
    expect(page).toMatch(/<bdi>popularity<\/bdi><span class="tag">baseline<\/span>/);
    expect(page).toContain("lower is better");
  });

  it("draws a shop in which nothing has happened yet", () => {
    const empty: Page = {
      ...example,
      period: null,
      currency: null,
      facts: [],
      tiles: [],
      insights: [],
      sections: [],
      missing: [],
      quality: { ...example.quality, rowsRead: 0 },
    };
    const page = renderPage(empty);
    expect(page).toContain("no dated rows · currency not named · Europe/Berlin");
    expect(page).toContain("No row has been loaded yet.");
    expect(markupErrors(page, elements)).toEqual([]);
  });

  it("takes only pictures that are inside the file", () => {
    const item = (picture: string) => ({ name: "a", reason: "b", picture });
    const pictures = [
      "https://example.com/a.png",
      'data:image/svg+xml,<svg onload="x"/>',
      'data:image/png;base64,AA"onerror="x',
    ];
    const section = { ...example.sections[2]!, lists: [{ title: "t", items: pictures.map(item) }] };
    expect(renderPage({ ...example, sections: [section] })).not.toContain("<img");
  });

  it("never lets text from the data become markup", () => {
    const pieces = ["<script>", "</style>", "</main>", '"', "'", "&", "**", "<!--", "-->", "1.8万", "\u202e", " "];
    const hostile = fc.oneof(
      anyText(),
      fc.array(fc.constantFrom(...pieces)).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        expect(markupErrors(renderPage(filledWith(text)), elements)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

/** The least page on which every text is `text`. */
function filledWith(text: string): Page {
  const insight = { text, tone: "good", evidence: text } as const;
  const score = { name: text, value: 1, unit: text, baseline: 1 };
  return {
    ...examplePage("en"),
    shop: text,
    facts: [text],
    currency: text,
    timeZone: text,
    tiles: [{ name: text, value: text, change: { text, tone: "good" }, spark: [] }],
    insights: [insight],
    sections: [
      {
        id: text,
        question: text,
        answer: text,
        insights: [insight],
        charts: [{ kind: "bar", title: text, caption: text, format: { kind: "count" }, labels: [text], values: [1] }],
        lists: [{ title: text, items: [{ name: text, reason: text, picture: text }] }],
        quotes: [{ title: text, quotes: [{ text, marks: [{ start: 0, end: 2, tone: "bad" }], note: text }] }],
        tables: [{ title: text, columns: [{ name: text, kind: "text" }], rows: [[text]] }],
        leaderboard: {
          protocol: text,
          better: "higher",
          rows: [
            {
              name: text,
              chosen: true,
              isBaseline: true,
              validation: [score],
              test: [score],
              seconds: { train: 1, predict: 1 },
            },
          ],
          leftOut: [{ name: text, reason: text }],
        },
      },
    ],
    missing: [{ question: text, reason: text }],
    made: { at: text, seed: 1, version: text, dataHash: text, seconds: 1, privacy: [text] },
  };
}
