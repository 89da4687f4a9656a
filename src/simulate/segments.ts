import type { CategoryName } from "./categories.js";

/** A kind of customer. What they like is planted here; how often they come is drawn apart from it (lifetime). */
export interface Segment {
  readonly name: string;
  /** Of all customers. */
  readonly share: number;
  /** What they look for, as weights by category. */
  readonly likes: Readonly<Record<CategoryName, number>>;
  /** Mean of lines in an order beyond the first. */
  readonly moreLines: number;
  /** Mean of pieces in a line beyond the first. */
  readonly morePieces: number;
  /** Chance that a mailing makes one of them, if still a customer, order when they otherwise would not have. */
  readonly response: number;
}

export const segments: readonly Segment[] = [
  {
    name: "hosts",
    share: 0.26,
    likes: { Table: 8, Kitchen: 6, Textiles: 1, Candles: 2, Garden: 0.5, Stationery: 0.5, Kids: 0.3, Wardrobe: 0.5 },
    moreLines: 1.6,
    morePieces: 0.6,
    response: 0.08,
  },
  {
    name: "nesters",
    share: 0.24,
    likes: { Table: 1.5, Kitchen: 1, Textiles: 8, Candles: 5, Garden: 0.5, Stationery: 0.3, Kids: 0.5, Wardrobe: 2 },
    moreLines: 1.1,
    morePieces: 0.2,
    response: 0.12,
  },
  {
    name: "gardeners",
    share: 0.16,
    likes: { Table: 1, Kitchen: 1, Textiles: 0.5, Candles: 1, Garden: 9, Stationery: 0.3, Kids: 0.3, Wardrobe: 1 },
    moreLines: 1.2,
    morePieces: 0.5,
    response: 0,
  },
  {
    name: "gift givers",
    share: 0.2,
    likes: { Table: 1, Kitchen: 0.5, Textiles: 0.5, Candles: 4, Garden: 0.3, Stationery: 8, Kids: 1.5, Wardrobe: 2 },
    moreLines: 1.4,
    morePieces: 1,
    response: 0.16,
  },
  {
    name: "parents",
    share: 0.14,
    likes: { Table: 1, Kitchen: 1, Textiles: 1, Candles: 0.5, Garden: 0.5, Stationery: 1.5, Kids: 9, Wardrobe: 1 },
    moreLines: 1,
    morePieces: 0.3,
    response: 0.04,
  },
];
