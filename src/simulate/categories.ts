/** The shop's categories, and how their share of demand moves through the year. */
export interface Category {
  readonly name: string;
  /** [12] from January. */
  readonly months: readonly number[];
}

const EVEN = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1] as const;

export const categories = [
  { name: "Table", months: EVEN },
  { name: "Kitchen", months: EVEN },
  { name: "Textiles", months: [1.2, 1.1, 1, 0.9, 0.8, 0.8, 0.8, 0.9, 1, 1.1, 1.2, 1.2] },
  { name: "Candles", months: [1.1, 1, 0.8, 0.6, 0.5, 0.5, 0.5, 0.6, 1, 1.4, 1.8, 2] },
  { name: "Garden", months: [0.3, 0.5, 1.2, 2, 2.2, 1.8, 1.4, 1, 0.8, 0.5, 0.3, 0.3] },
  { name: "Stationery", months: [0.9, 1, 0.8, 0.8, 0.9, 0.8, 0.8, 1.2, 1.1, 1, 1.4, 1.7] },
  { name: "Kids", months: EVEN },
  { name: "Wardrobe", months: [1.2, 1, 0.9, 0.8, 0.8, 0.8, 0.7, 0.8, 1, 1.2, 1.3, 1.3] },
] as const satisfies readonly Category[];

export type CategoryName = (typeof categories)[number]["name"];
