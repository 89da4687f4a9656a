// The picture in the README: the head of a report page, as a browser shows it.
// usage: node scripts/demo-picture.js demo-shop/reports/0001-en.html docs/images/demo.png
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [page, picture] = process.argv.slice(2);
if (!page || !picture) throw new Error("usage: node scripts/demo-picture.js REPORT.html PICTURE.png");
const executablePath = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"].find(
  (path) => path && existsSync(path),
);
if (!executablePath) throw new Error("needs a browser: set CHROMIUM to one");

const timeout = 20_000;
const args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
const browser = await chromium.launch({ executablePath, args, timeout });
try {
  const tab = await browser.newPage({ viewport: { width: 900, height: 1200 }, deviceScaleFactor: 1.5 });
  await tab.goto(pathToFileURL(resolve(page)).href, { timeout });
  await tab.screenshot({ path: picture, timeout });
} finally {
  await browser.close();
}
