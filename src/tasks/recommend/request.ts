import { z } from "zod";

/** Places in a shop where items are put before somebody. */
export const slots = ["for-you", "next-in-session", "similar", "bought-together", "popular", "new"] as const;

export type Slot = (typeof slots)[number];

const ids = z.string().regex(/\S/, "expected one or more, parted by commas");
const share = z.number().min(0).max(1);

export const request = z.object({
  customer: z
    .string()
    .min(1)
    .optional()
    .describe("the customer's id; without it someone with a history of usual length stands in"),
  k: z.coerce.number().int().min(1).max(100).default(10).describe("how many items to recommend"),
  slot: z
    .enum(slots)
    .default("for-you")
    .describe(
      "for whom: a customer (for-you), a visit (next-in-session), beside an item (similar, bought-together), anyone (popular), what nobody has yet (new)",
    ),
  items: ids
    .optional()
    .describe(
      "item ids, parted by commas: of a visit, oldest first (next-in-session), or the item itself (similar, bought-together)",
    ),
  country: z.string().min(1).optional().describe("what is popular in this country (popular, and for-you of strangers)"),
  stock: z.enum(["in", "any"]).default("in").describe("in: leave out what the catalogue says is not in stock"),
  bought: z.enum(["exclude", "allow"]).default("exclude").describe("exclude: leave out what the customer has"),
  category: ids.optional().describe("only items of these categories, parted by commas"),
  marginWeight: share.optional().describe("0 to 1: how much the margin counts beside the score"),
  diversity: share.optional().describe("0 to 1: how much unlike each other the items shall be"),
  perBrand: z.int().min(1).max(100).optional().describe("at most so many items of one brand"),
});

export type RecommendRequest = z.infer<typeof request>;

/** The parts of a list written with commas. */
export const listed = (text: string | undefined): readonly string[] =>
  (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);

/** The category asked for where it is one; null where there is none, or several. */
export function onlyCategory({ category }: RecommendRequest): string | null {
  const [first, second] = listed(category);
  return first && !second ? first : null;
}
