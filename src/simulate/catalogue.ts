import { mulberry32 } from "#numeric/mulberry32.js";
import { normalRandom } from "#numeric/normal-random.js";
import { type CategoryName, categories } from "./categories.js";
import { childSeed } from "./child-seed.js";
import { type Colour, colours } from "./colours.js";
import { type ProductType, productTypes } from "./product-types.js";

/** What reviews speak of. */
export const aspects = ["size", "quality", "delivery", "price", "colour"] as const;

export type Aspect = (typeof aspects)[number];

/** An item of the catalogue and what is true of it. */
export interface SimulatedItem {
  readonly itemId: string;
  readonly productId: string;
  readonly name: string;
  readonly type: ProductType;
  readonly colour: Colour;
  /** Place in `categories`. */
  readonly category: number;
  readonly brand: string;
  readonly priceCents: number;
  /** Weight among the items of its category. */
  readonly popularity: number;
  /** How content buyers are with each aspect of it, on the scale of a logit: 0 is neither. */
  readonly merits: Readonly<Record<Aspect, number>>;
  /** Chance that a line of it is sent back. */
  readonly returned: number;
}

const collections = ["Alster", "Spree", "Isar", "Havel", "Elbe", "Saale", "Oder", "Weser", "Neckar", "Trave"];
const brands = ["Linden & Co", "Linden & Co", "Havel Studio", "Kiefer & Söhne", "Nordlicht", "青禾 Qinghe"];

/** Names hostile to a page that forgets to escape them. */
const HOSTILE = `<b>new</b><script>alert("Linden")</script>`;

/** Place of the item whose name holds HTML, in a catalogue with faults. */
export const hostileItem = (items: number): number => Math.min(17, items - 1);

export function catalogueOf(seed: number, items: number, hostile: "hostile name" | "clean"): readonly SimulatedItem[] {
  return Array.from({ length: items }, (_, place) => {
    const item = itemAt(seed, place);
    const named = hostile === "hostile name" && place === hostileItem(items);
    return Object.freeze(named ? { ...item, name: `${item.name} ${HOSTILE}` } : item);
  });
}

function itemAt(seed: number, place: number): SimulatedItem {
  const type = productTypes[place % productTypes.length]!;
  const variant = Math.floor(place / productTypes.length);
  const random = mulberry32(childSeed(seed, place));
  // each type walks through all colours and collections in an order of its own
  const step = variant * 37 + (childSeed(seed, (place % productTypes.length) + 1e6) % 100);
  const colour = colours[step % 10]!;
  const collection = collections[Math.floor(step / 10) % 10]!;
  const edition = Math.floor(variant / 100) + 1;
  const product = `${type.code}-${collection.slice(0, 3).toUpperCase()}${edition > 1 ? edition : ""}`;
  const name = `${capitalised(colour.name)} ${type.name} ${collection}${edition > 1 ? ` ${edition}` : ""}`;
  const worth = Math.exp(0.2 * normalRandom(random));
  const quality = 0.9 * normalRandom(random);
  const merit = (mean: number) => mean + 0.5 * quality + 0.9 * normalRandom(random);
  const merits = { size: merit(0.2), quality: merit(0.7), delivery: merit(0.6), price: merit(0.4), colour: merit(0.8) };
  const fits = 1 / (1 + Math.exp(merits.size + merits.quality));
  return {
    itemId: `${product}-${colour.code}`,
    productId: product,
    name,
    type,
    colour,
    category: categories.findIndex((category) => category.name === (type.category satisfies CategoryName)),
    brand: brands[Math.floor(random() * brands.length)]!,
    priceCents: Math.max(1, Math.round((type.price * worth) / 100)) * 100 - 10,
    popularity: Math.exp(0.8 * normalRandom(random)),
    merits,
    returned: (type.sized === "worn" ? 0.16 : 0.05) * 2 * fits,
  };
}

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
