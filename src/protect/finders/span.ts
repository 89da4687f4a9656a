/** Something personal in a text: from `start` up to, not including, `end`. */
export interface Span {
  readonly kind: "email" | "phone" | "identity number" | "bank card" | "name";
  readonly start: number;
  readonly end: number;
}

/** Finds one kind of personal data in a text as `plainText` gives it. */
export type Finder = (text: string) => Span[];

/** The spans of what a pattern matches: of its group `found` where it has one (flag d), else of all of it. */
export function spansOf(
  text: string,
  { kind, pattern, accepts = () => true }: { kind: Span["kind"]; pattern: RegExp; accepts?: (found: Found) => boolean },
): Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(pattern)) {
    const [start, end] = match.indices?.groups?.["found"] ?? [match.index, match.index + match[0].length];
    if (accepts({ text: text.slice(start, end), before: text.slice(Math.max(0, start - BEFORE), start) })) {
      spans.push({ kind, start, end });
    }
  }
  return spans;
}

export interface Found {
  readonly text: string;
  /** What stands just before it. */
  readonly before: string;
}

const BEFORE = 16; // characters

export const digitsOf = (text: string) => text.replace(/\D/g, "");

const THING =
  /(?:订单|单号|运单|快递|物流|编号|货号|型号|款号|条码|条形码|批号|批次|序列号|流水号|order|sku|isbn|ean|upc|gtin|asin|tracking|invoice|serial|model|item|part|version|artikel|bestellung|bestellnummer|commande)(?:号码|编号|号|码| ?(?:number|num|no|nr|id|code))?\.?[ ]?[:：#=是为]?[ #]*$/i;

/** Whether what stands before a number says that it numbers a thing: an order, an article, a parcel. */
export const numbersAThing = ({ before }: Found) => THING.test(before);
