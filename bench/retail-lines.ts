import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** One sale line of the gift shop, of a known customer. */
export interface RetailLine {
  readonly order: string;
  readonly item: string;
  readonly name: string;
  /** YYYY-MM-DD */
  readonly day: string;
  readonly customer: string;
  readonly country: string;
}

/** UCI Online Retail in the order of the file; null, with a word about it, where it is not there. */
export function retailLines(): readonly RetailLine[] | null {
  const path = `${process.env["SHOPLENS_DATA"] ?? "../shared/data"}/online-retail/online-retail.csv.gz`;
  if (!existsSync(path)) {
    console.error(`skipped: ${path} is not there`);
    return null;
  }
  const text = gunzipSync(readFileSync(path)).toString("latin1");
  return text
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => [...line.matchAll(CELL)].map(([, cell]) => cell!.replace(/^"|"$/g, "").trim()))
    .filter(([, , , quantity, , , customer]) => Number(quantity) > 0 && customer)
    .map(([order, item, name, , at, , customer, country]) => ({
      ...{ order: order!, item: item!, name: name!, customer: customer!, country: country! },
      day: at!.slice(0, 10),
    }));
}

/** A comma within quotes parts nothing. */
const CELL = /("(?:[^"]|"")*"|[^,]*)(?:,|$)/g;
