import { itemWords, likeness } from "#models/recommend/item-words.js";
import type { Catalogue, CatalogueItem, NamedItem } from "./catalogue.js";
import { named } from "./catalogue.js";
import { listed, type RecommendRequest } from "./request.js";
import { selected } from "./selection.js";

export type RuleName = "bought" | "stock" | "category" | "margin" | "diversity" | "brand";

/** What one rule did to the items shown. */
export interface RuleEffect {
  readonly rule: RuleName;
  /** What was asked of it, such as "in" or "0.3". */
  readonly setting: string;
  /** Shown without the rule and not with it, best first. */
  readonly out: readonly NamedItem[];
  /** Shown in their stead. */
  readonly came: readonly NamedItem[];
  /** Of the items it judges by, how many say what it needs to know; 0: it could change nothing. */
  readonly known: number;
}

/** An item on offer. */
export interface Offered {
  readonly item: string;
  readonly score: number;
}

export interface RuleGround {
  readonly catalogue: Catalogue;
  /** What the customer has. */
  readonly owned: ReadonlySet<string>;
  /** Whether it can be bought, as far as the catalogue says. */
  readonly isOnSale: (item: string) => boolean;
}

type Rules = Pick<RecommendRequest, "k" | "stock" | "bought" | "category" | "marginWeight" | "diversity" | "perBrand">;

/** Offers that the last three rules choose among: so many times what is shown, and at most so many. */
const OFFERS_A_PLACE = 10;
const MOST_OFFERS = 500;

/** Rules that leave items out, in their order. */
const filters: readonly {
  readonly rule: RuleName;
  readonly settingOf: (rules: Rules) => string | null;
  readonly allows: (offer: Offered, rules: Rules, ground: RuleGround) => boolean;
  readonly knows: (item: CatalogueItem) => boolean;
}[] = [
  {
    rule: "bought",
    settingOf: ({ bought }) => (bought === "exclude" ? bought : null),
    allows: ({ item }, _, { owned }) => !owned.has(item),
    knows: () => true,
  },
  {
    rule: "stock",
    settingOf: ({ stock }) => (stock === "in" ? stock : null),
    allows: ({ item }, _, { isOnSale }) => isOnSale(item),
    knows: ({ inStock }) => inStock !== null,
  },
  {
    rule: "category",
    settingOf: ({ category }) => category ?? null,
    allows: ({ item }, { category }, { catalogue }) => listed(category).includes(catalogue.get(item)?.category ?? ""),
    knows: ({ category }) => category !== null,
  },
];

/** What is left of the offers after every rule, and what each changed of the first k, one after the other. */
export function ruled<O extends Offered>(
  offers: readonly O[],
  rules: Rules,
  ground: RuleGround,
): { readonly shown: readonly O[]; readonly effects: readonly RuleEffect[] } {
  const effects: RuleEffect[] = [];
  let left = offers;
  let shown: readonly O[] = offers.slice(0, rules.k);
  const judge = (rule: RuleName, setting: string, next: readonly O[], known: number) => {
    effects.push({ rule, setting, ...difference(shown, next, ground.catalogue), known });
    shown = next;
  };
  const described = (pool: readonly O[]) => pool.flatMap(({ item }) => ground.catalogue.get(item) ?? []);
  for (const { rule, settingOf, allows, knows } of filters) {
    const setting = settingOf(rules);
    if (setting === null) continue;
    const known = rule === "bought" ? ground.owned.size : described(left).filter(knows).length;
    left = left.filter((offer) => allows(offer, rules, ground));
    judge(rule, setting, left.slice(0, rules.k), known);
  }
  const pool = left.slice(0, Math.min(MOST_OFFERS, OFFERS_A_PLACE * rules.k));
  reordered(pool, rules, { ground, judge });
  return { shown, effects };
}

interface Judging<O> {
  readonly ground: RuleGround;
  readonly judge: (rule: RuleName, setting: string, next: readonly O[], known: number) => void;
}

/** The rules that choose among offers, one after the other. */
function reordered<O extends Offered>(offers: readonly O[], rules: Rules, { ground, judge }: Judging<O>): void {
  const knowing = (says: (item: CatalogueItem) => unknown) =>
    offers.filter(({ item }) => {
      const about = ground.catalogue.get(item);
      return about !== undefined && Boolean(says(about));
    }).length;
  let pool = offers;
  if (rules.marginWeight !== undefined) {
    pool = byMargin(pool, rules.marginWeight, ground.catalogue);
    judge(
      "margin",
      String(rules.marginWeight),
      pool.slice(0, rules.k),
      knowing(({ margin }) => margin !== null),
    );
  }
  if (rules.diversity === undefined && rules.perBrand === undefined) return;
  const choose = chooser(pool, rules, ground.catalogue);
  const diversity = rules.diversity ?? 0;
  if (rules.diversity !== undefined) {
    const known = knowing(({ name, category, brand }) => name || category || brand);
    judge("diversity", String(diversity), choose({ diversity }), known);
  }
  if (rules.perBrand !== undefined) {
    const known = knowing(({ brand }) => brand);
    judge("brand", String(rules.perBrand), choose({ diversity, perBrand: rules.perBrand }), known);
  }
}

function difference(before: readonly Offered[], after: readonly Offered[], catalogue: Catalogue) {
  const [had, has] = [new Set(before.map(({ item }) => item)), new Set(after.map(({ item }) => item))];
  return {
    out: before.filter(({ item }) => !has.has(item)).map(({ item }) => named(item, catalogue)),
    came: after.filter(({ item }) => !had.has(item)).map(({ item }) => named(item, catalogue)),
  };
}

/**
 * Offers by score · (1 − weight + weight · margin / greatest margin); what does not say its margin has the mean one, what
 * is sold at a loss none.
 */
export function byMargin<O extends Offered>(offers: readonly O[], weight: number, catalogue: Catalogue): readonly O[] {
  const margins = offers.map(({ item }) => catalogue.get(item)?.margin ?? null);
  const known = margins.filter((margin) => margin !== null).map((margin) => Math.max(0, margin));
  const greatest = Math.max(...known, 0);
  if (greatest === 0) return offers;
  const mean = known.reduce((sum, margin) => sum + margin, 0) / known.length;
  const worth = offers.map(({ score }, at) => {
    const margin = Math.max(0, margins[at] ?? mean);
    return score * (1 - weight + (weight * margin) / greatest);
  });
  const order = Array.from(offers.keys()).sort((a, b) => worth[b]! - worth[a]! || a - b);
  return order.map((at) => ({ ...offers[at]!, score: worth[at]! }));
}

/** A way to choose the first k of some offers, unlike each other and of several brands. */
export function chooser<O extends Offered>(pool: readonly O[], { k }: Pick<Rules, "k">, catalogue: Catalogue) {
  const unknown = { name: null, category: null, brand: null };
  const about = pool.map(({ item }) => catalogue.get(item) ?? unknown);
  const words = itemWords(about);
  const alike = (a: number, b: number) => likeness(words, a, b);
  return ({ diversity, perBrand = Number.POSITIVE_INFINITY }: { diversity: number; perBrand?: number }): O[] =>
    selected(
      pool.map(({ score }, at) => ({ value: score, brand: about[at]!.brand })),
      { k, diversity, perBrand, likeness: alike },
    ).map((at) => pool[at]!);
}
