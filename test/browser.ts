import { existsSync } from "node:fs";

const paths = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/google-chrome"];

/** The browser that tests look at pages with; undefined, and told, where there is none. */
export const executablePath = paths.find((path): path is string => path !== undefined && existsSync(path));
if (!executablePath) console.error(`skipped: no browser at ${paths.filter(Boolean).join(", ")} (set CHROMIUM)`);

/** Without a window, and without asking anybody for anything. */
export const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"].concat([
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
]);
