import { readFileSync } from "node:fs";

/** Of Shoplens, as its package.json says: two folders up both from src/shop/ and from dist/shop/. */
export const codeVersion: string = (
  JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string }
).version;
