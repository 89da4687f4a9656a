import type { Language } from "#charts/insight.js";

/** How good a customer is in each of three ways, in fifths of all customers: 5 is best. */
export interface Scores {
  /** How recently they bought. */
  readonly r: number;
  /** How often they have ordered. */
  readonly f: number;
  /** How much they have spent. */
  readonly m: number;
}

export interface Segment {
  readonly name: Readonly<Record<Language, string>>;
  /** What Shopify says these customers have in common. */
  readonly meaning: Readonly<Record<Language, string>>;
}

/*
 * The eleven groups of Shopify, in its own names and words. Shopify documents that a group depends on R and on
 * FM = (F + M)/2, what the customers of each have in common, and that those without an order are prospects:
 * https://shopify.dev/docs/api/admin-graphql/latest/enums/CustomerRfmGroup. It shows no table of scores that can be
 * read without an account, so the grid below is ours: the usual 5 × 5 one of recency against value, whose ten cells
 * fit the ten descriptions one to one.
 */
export const segments = {
  champions: {
    name: { en: "Champions", zh: "核心客户" },
    meaning: { en: "bought very recently, order a lot, spend the most", zh: "最近刚买过，下单多，消费最高" },
  },
  loyal: {
    name: { en: "Loyal", zh: "忠诚客户" },
    meaning: { en: "bought recently, order a lot, spend the most", zh: "近期买过，下单多，消费高" },
  },
  active: {
    name: { en: "Active", zh: "活跃客户" },
    meaning: { en: "bought recently, some orders, moderate spend", zh: "近期买过，有一些订单，消费中等" },
  },
  new: {
    name: { en: "New", zh: "新客户" },
    meaning: { en: "bought very recently, few orders, low spend", zh: "最近刚买过，订单少，消费低" },
  },
  promising: {
    name: { en: "Promising", zh: "潜力客户" },
    meaning: { en: "bought recently, few orders, low spend", zh: "近期买过，订单少，消费低" },
  },
  needs_attention: {
    name: { en: "Needs attention", zh: "需关注客户" },
    meaning: { en: "buy less recently, some orders, moderate spend", zh: "购买渐少，有一些订单，消费中等" },
  },
  at_risk: {
    name: { en: "At risk", zh: "有流失风险客户" },
    meaning: {
      en: "not bought recently, but a strong history of orders and spend",
      zh: "近期没买，但过去订单和消费都不错",
    },
  },
  previously_loyal: {
    name: { en: "Previously loyal", zh: "昔日忠诚客户" },
    meaning: {
      en: "not bought recently, but a very strong history of orders and spend",
      zh: "近期没买，但过去订单和消费都很高",
    },
  },
  almost_lost: {
    name: { en: "Almost lost", zh: "即将流失客户" },
    meaning: { en: "not bought recently, fewer orders, lower spend", zh: "近期没买，订单较少，消费较低" },
  },
  dormant: {
    name: { en: "Dormant", zh: "沉睡客户" },
    meaning: { en: "not bought for long, few orders, low spend", zh: "很久没买，订单少，消费低" },
  },
  prospects: {
    name: { en: "Prospects", zh: "潜在客户" },
    meaning: { en: "have an account but no order yet", zh: "已注册，尚未下单" },
  },
} as const satisfies Readonly<Record<string, Segment>>;

export type SegmentKey = keyof typeof segments;

/** Best first, in the order shown. */
export const segmentKeys = Object.keys(segments) as readonly SegmentKey[];

/** Rows: R from 1 to 5. Columns: FM from 1 to 5. */
const grid: readonly (readonly SegmentKey[])[] = [
  ["dormant", "dormant", "at_risk", "at_risk", "previously_loyal"],
  ["dormant", "dormant", "at_risk", "at_risk", "previously_loyal"],
  ["almost_lost", "almost_lost", "needs_attention", "loyal", "loyal"],
  ["promising", "active", "active", "loyal", "loyal"],
  ["new", "active", "active", "champions", "champions"],
];

/**
 * The segment of a customer with an order. FM is (F + M)/2 without its half: 3.5 is not yet 4, so that a first order
 * that was a little above the lowest fifth still makes a new customer. Every one of the 125 combinations has exactly
 * one segment.
 *
 * @throws {RangeError} when a score is not a whole number from 1 to 5.
 */
export function segmentOf({ r, f, m }: Scores): SegmentKey {
  const segment = grid[r - 1]?.[Math.floor((f + m) / 2) - 1];
  if (segment && [r, f, m].every((score) => Number.isInteger(score) && score >= 1 && score <= 5)) return segment;
  throw new RangeError(`expected scores from 1 to 5, got ${r}, ${f}, ${m}`);
}
