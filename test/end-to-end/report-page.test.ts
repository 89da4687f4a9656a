import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page as Tab } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Language } from "#charts/insight.js";
import { renderPage } from "#charts/page.js";
import { executablePath, FLAGS } from "../browser.js";
import { examplePage } from "./example-page.js";

/*
 * The page as a browser shows it. SHOPLENS_PAGE=FILE looks at that page (say, the demo's) instead of the invented one;
 * SHOPLENS_SHOTS=FOLDER keeps the screenshots.
 */
const timeout = 20_000;

const languages: readonly Language[] = ["en", "zh"];
const themes = ["light", "dark"] as const;
const widths = [1200, 390] as const;
const views = languages.flatMap((language) =>
  themes.flatMap((theme) => widths.map((width) => [language, theme, width] as const)),
);

describe.skipIf(!executablePath)("the report page in a browser", () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), "shoplens-page-"));
  const shots = process.env["SHOPLENS_SHOTS"] ?? folder;

  beforeAll(async () => {
    mkdirSync(shots, { recursive: true });
    for (const language of languages) writeFileSync(join(folder, `${language}.html`), document(language));
    browser = await chromium.launch({ executablePath: executablePath!, args: FLAGS, timeout });
  }, 2 * timeout);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  }, timeout);

  it.each(views)(
    "is legible, still and whole in %s, %s, %i pixels wide",
    async (language, theme, width) => {
      const seen = await look(browser, { file: join(folder, `${language}.html`), theme, width });
      try {
        await seen.tab.screenshot({ path: join(shots, `${language}-${theme}-${width}.png`), fullPage: true, timeout });
        expect.soft(seen.complaints).toEqual([]);
        expect.soft(seen.requests.filter((url) => !url.startsWith("file:") && !url.startsWith("data:"))).toEqual([]);
        expect.soft(await seen.tab.title()).toMatch(/Shoplens$/);
        expect.soft(await seen.tab.locator("script, iframe, [onerror], [onload]").count()).toBe(0);
        expect.soft(await overflow(seen.tab)).toEqual([]);
        expect.soft(await faintTexts(seen.tab)).toEqual([]);
        expect.soft(await tinyTexts(seen.tab)).toEqual([]);
      } finally {
        await seen.tab.close();
      }
    },
    3 * timeout,
  );

  it(
    "opens its evidence without a script",
    async () => {
      const { tab } = await look(browser, { file: join(folder, "en.html"), theme: "light", width: 390 });
      const details = tab.locator("details").first();
      expect.soft(await details.locator("p").isVisible()).toBe(false);
      await details.locator("summary").click({ timeout });
      expect.soft(await details.locator("p").isVisible()).toBe(true);
      expect.soft(await overflow(tab)).toEqual([]);
      await tab.close();
    },
    timeout,
  );

  it(
    "prints the wide drawings on white with the evidence unfolded",
    async () => {
      const { tab } = await look(browser, { file: join(folder, "en.html"), theme: "dark", width: 690 });
      await tab.emulateMedia({ media: "print" });
      expect.soft(await tab.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
      expect.soft(await tab.locator(".say details p").first().isVisible()).toBe(true);
      expect.soft(await overflow(tab)).toEqual([]);
      await tab.close();
    },
    timeout,
  );
});

function document(language: Language): string {
  const file = process.env["SHOPLENS_PAGE"];
  return file ? readFileSync(file, "utf8") : renderPage(examplePage(language));
}

interface View {
  readonly file: string;
  readonly theme: (typeof themes)[number];
  readonly width: number;
}

/** Opens the page and listens: what it asked the network for, and what the console or the policy complained of. */
async function look(browser: Browser, { file, theme, width }: View) {
  const tab = await browser.newPage({ colorScheme: theme, viewport: { width, height: 900 } });
  tab.setDefaultTimeout(timeout);
  const requests: string[] = [];
  const complaints: string[] = [];
  tab.on("request", (request) => requests.push(request.url()));
  tab.on("console", (message) => complaints.push(message.text()));
  tab.on("pageerror", (error) => complaints.push(error.message));
  await tab.goto(pathToFileURL(file).href, { timeout });
  return { tab, requests, complaints };
}

// What runs in the browser is handed over as text: these files are checked without the DOM's types.

/** Elements that reach beyond the window and are not inside a box that scrolls. */
function overflow(tab: Tab): Promise<readonly string[]> {
  return tab.evaluate(`(() => {
    const wide = document.documentElement.scrollWidth > innerWidth ? ["the page: " + document.documentElement.scrollWidth] : [];
    const out = [...document.querySelectorAll("main *")].filter((element) => {
      const box = element.getBoundingClientRect();
      return box.width > 0 && box.right > innerWidth + 0.5 && !element.closest(".scroll, .unseen");
    });
    return [...wide, ...out.map((element) => element.outerHTML.slice(0, 120))];
  })()`);
}

/**
 * Texts whose colour is too near what is painted behind them (WCAG AA: 4.5, or 3 for large and bold). Text in a
 * drawing is held against the page: cells that lie behind it are checked by number in theme.test.ts.
 */
function faintTexts(tab: Tab): Promise<readonly string[]> {
  return tab.evaluate(`(() => {
    const channels = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
    const luminance = (colour) => {
      const [r, g, b] = channels(colour).map((part) => part / 255).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const colour = getComputedStyle(at).backgroundColor;
        if (channels(colour)[3] !== 0) return colour;
      }
      return "rgb(255, 255, 255)";
    };
    const seen = [...document.querySelectorAll("main *")].filter((element) =>
      element.checkVisibility() && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
    return seen.flatMap((element) => {
      const style = getComputedStyle(element);
      const ink = element.closest("svg") ? style.fill : style.color;
      const [a, b] = [luminance(ink), luminance(ground(element))];
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      const size = parseFloat(style.fontSize);
      const least = size >= 24 || (size >= 18.66 && style.fontWeight >= 600) ? 3 : 4.5;
      return ratio < least ? [ratio.toFixed(2) + " " + ink + ": " + element.textContent.slice(0, 60)] : [];
    });
  })()`);
}

/** Texts drawn below ten pixels once their drawing is scaled to its place, and figures of which a part is smaller than the rest. */
function tinyTexts(tab: Tab): Promise<readonly string[]> {
  return tab.evaluate(`[...document.querySelectorAll("svg text")].filter((text) => text.checkVisibility()).flatMap((text) => {
    const size = parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a;
    return size < 10 ? [size.toFixed(1) + ": " + text.textContent] : [];
  }).concat([...document.querySelectorAll("b *")].flatMap((part) =>
    getComputedStyle(part).fontSize === getComputedStyle(part.closest("b")).fontSize ? [] : ["part: " + part.textContent]))`);
}
