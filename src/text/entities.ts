import type { Span } from "./sentences.js";

/** What a shop calls its things. */
export interface CatalogueNames {
  readonly products: readonly string[];
  readonly brands: readonly string[];
}

/** Something named in a text. */
export interface Entity extends Span {
  /** product, brand, model, size, price, colour or carrier; and whatever else a shop has taught. */
  readonly kind: string;
  readonly text: string;
}

const NUMBER = "\\d+(?:[.,]\\d+)?";

/** Patterns that hold in any shop, the surer first. */
const patterns: readonly (readonly [Entity["kind"], RegExp])[] = [
  [
    "price",
    new RegExp(
      `(?:[€$£¥￥]\\s?${NUMBER}|${NUMBER}\\s?(?:元|块钱|块|€|euros?\\b|dollars?\\b|pounds?\\b|usd\\b|eur\\b|rmb\\b))`,
      "giu",
    ),
  ],
  [
    "size",
    new RegExp(
      `(?<![\\p{L}\\d])(?:(?:XXS|XS|XXXL|XXL|XL|[2-5]XL|[SML](?=码|号)|size\\s(?:\\d{1,2}|[SML]|X+[SL])\\b)(?:码|号)?|${NUMBER}\\s?(?:码|号|cm|mm|厘米|公分|寸|英寸|inch(?:es)?|ml|毫升|kg|公斤|斤|克|g|GB|TB|G)(?![\\p{L}\\d]))`,
      "gu",
    ),
  ],
  ["model", /(?<![\p{L}\d])(?=[A-Za-z\d-]*\d)(?=[A-Za-z\d-]*[A-Za-z])[A-Za-z\d]+(?:-[A-Za-z\d]+)*(?![\p{L}\d])/gu],
  [
    "colour",
    /\b(?:black|white|red|blue|green|yellow|pink|purple|grey|gray|brown|beige|navy|orange|ivory|teal)\b|[黑白红蓝绿黄粉紫灰棕橙青]色|米色|藏青|粉红|深蓝|浅蓝/giu,
  ],
  [
    "carrier",
    /\b(?:DHL|UPS|FedEx|USPS|Hermes|Royal Mail|DPD|GLS)\b|顺丰|圆通|中通|申通|韵达|邮政|EMS|京东快递|天天快递/giu,
  ],
];

const SHORTEST_NAME = 2;

/**
 * Makes a finder of what texts name: the catalogue's products and brands, and models, sizes, prices, colours and
 * carriers by their shape. The longest name wins, a name of the catalogue wins against a pattern, and nothing is
 * found twice. English and Chinese alike; English names need room around them.
 */
export function entityFinder({ products, brands }: CatalogueNames): (text: string) => Entity[] {
  const named = [...nameFinder("product", products), ...nameFinder("brand", brands)];
  return (text) => {
    const taken: Entity[] = [];
    for (const [kind, pattern] of [...named, ...patterns]) {
      const found = Array.from(
        text.matchAll(pattern),
        ({ 0: name, index }): Entity => ({
          kind,
          text: name,
          start: index,
          end: index + name.length,
        }),
      );
      taken.push(
        ...found.filter((entity) => entity.end > entity.start && !taken.some((other) => overlap(other, entity))),
      );
    }
    return taken.sort((a, b) => a.start - b.start);
  };
}

const overlap = (a: Span, b: Span) => a.start < b.end && b.start < a.end;

/** Names together in patterns, the longer before the shorter; no more than 2,000 in one, which engines take well. */
function nameFinder(kind: Entity["kind"], names: readonly string[]): [Entity["kind"], RegExp][] {
  const usable = [...new Set(names.map((name) => name.trim()))].filter((name) => name.length >= SHORTEST_NAME);
  const longestFirst = usable.toSorted((a, b) => b.length - a.length);
  const patternsOf: [Entity["kind"], RegExp][] = [];
  for (let from = 0; from < longestFirst.length; from += 2000) {
    const some = longestFirst.slice(from, from + 2000).map(namePattern);
    patternsOf.push([kind, new RegExp(some.join("|"), "giu")]);
  }
  return patternsOf;
}

/** A name begins and ends where a word does, if it begins or ends with one that needs that. */
function namePattern(name: string): string {
  const escaped = name.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/\s+/g, "\\s+");
  const before = /^[\p{Script=Latin}\d]/u.test(name) ? "(?<![\\p{Script=Latin}\\d])" : "";
  const after = /[\p{Script=Latin}\d]$/u.test(name) ? "(?![\\p{Script=Latin}\\d])" : "";
  return `${before}${escaped}${after}`;
}
