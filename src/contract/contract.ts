import { z } from "zod";
import {
  cents,
  count,
  country,
  currency,
  day,
  flag,
  freeText,
  id,
  number,
  oneOf,
  price,
  quantity,
  share,
  text,
  time,
} from "./column.js";

/**
 * What a shop's data is. Every table and column, with type, unit and meaning: the one source from which the docs
 * page, the check of every row at the door and the warehouse's tables are made.
 */
const customers = z.object({
  customer_id: id("the customer, as the shop numbers them"),
  created_at: time("when the account was made").optional(),
  country: country("where they live").optional(),
  language: text("language they read, as a BCP 47 tag", "BCP 47").optional(),
  accepts_marketing: flag("agreed to receive marketing").optional(),
  updated_at: time("when this row was last changed at the source").optional(),
});

const identities = z.object({
  customer_id: id("the customer this identity belongs to"),
  kind: oneOf(["email", "phone", "account", "device", "name"], "what the identity is"),
  value: text(
    "the e-mail address, phone number or name, of which only a keyed pseudonym is kept; the id itself for account and device",
    "id",
  ).meta({ personal: true }),
  first_seen_at: time("when the two were first seen together").optional(),
});

const items = z.object({
  item_id: id("a thing that can be bought: a product variant, by SKU where there is one"),
  product_id: id("the product it is a variant of").optional(),
  name: text("as the shop shows it").optional(),
  category: text("the shop's own category").optional(),
  brand: text("brand or vendor").optional(),
  price: price("current list price").optional(),
  cost: price("what one piece costs the shop").optional(),
  currency: currency().optional(),
  in_stock: flag("can be sold now").optional(),
  updated_at: time("when this row was last changed at the source").optional(),
});

const events = z.object({
  event_id: id("known at the source; absent: the event is known by its content and occurrence").optional(),
  customer_id: id("who did it, where known").optional(),
  anonymous_id: id("device or cookie; beside a customer it says whose device it is").optional(),
  session_id: id("one visit").optional(),
  item_id: id("the item it is about").optional(),
  event: text("what was done: view, cart, purchase, search, or the source's own word", "word"),
  occurred_at: time("when it happened"),
  order_id: id("the order a purchase belongs to").optional(),
  quantity: quantity("pieces").optional(),
  price: price("unit price at that moment").optional(),
  currency: currency().optional(),
  campaign_id: id("the campaign that brought the visit").optional(),
  query: freeText("what was searched for").optional(),
  user_agent: text("what the browser or program said it was", "User-Agent").optional(),
});

const orders = z.object({
  order_id: id("the order, as the shop numbers it"),
  customer_id: id("who ordered; absent: a guest who left no trace").optional(),
  ordered_at: time("when it was placed"),
  country: country("where it is sent to: it belongs to the order, not to the customer").optional(),
  currency: currency().optional(),
  cancelled: flag("taken back as a whole").optional(),
  cancelled_at: time("when it was taken back").optional(),
  channel: text("where it was sold: web, pos, marketplace …", "word").optional(),
  discount_cents: cents("discount on the order as a whole, as the source states it").optional(),
  shipping_cents: cents("what the customer paid for delivery").optional(),
  tax_cents: cents("tax, as the source states it").optional(),
  total_cents: cents("total, as the source states it; sales are computed from the lines").optional(),
  updated_at: time(
    "when the order was last changed at the source; an older copy never replaces a newer one",
  ).optional(),
});

const order_lines = z.object({
  order_id: id("the order it is part of"),
  item_id: id("what was bought"),
  quantity: quantity("pieces; negative: taken back"),
  unit_price: price("for one piece"),
  discount: price("off this line as a whole").optional(),
  occurred_at: time("the line's own time; absent: the order's").optional(),
});

const refunds = z.object({
  refund_id: id("the refund, as the source numbers it"),
  order_id: id("the order it belongs to"),
  item_id: id("the item given back; absent: the order as a whole").optional(),
  quantity: quantity("pieces given back").optional(),
  cents: cents("money paid back, positive"),
  currency: currency().optional(),
  refunded_at: time("when it was paid back").optional(),
  reason: freeText("why, as the source states it").optional(),
});

const reviews = z.object({
  review_id: id("the review"),
  item_id: id("what it is about").optional(),
  customer_id: id("who wrote it").optional(),
  order_id: id("the order it follows").optional(),
  rating: number("stars, 1 to 5", "stars").min(0).max(10).optional(),
  title: freeText("its title").optional(),
  text: freeText("what was written").optional(),
  language: text("as a BCP 47 tag", "BCP 47").optional(),
  written_at: time("when it was written").optional(),
});

const item_pictures = z.object({
  item_id: id("the item shown"),
  position: count("0 is the main picture").optional(),
  path: text("file, relative to the list it stands in, or an address", "path"),
});

const campaigns = z.object({
  campaign_id: id("the campaign"),
  name: text("as the shop calls it").optional(),
  channel: text("mail, search, social …", "word").optional(),
  started_at: time("first moment it could be seen").optional(),
  ended_at: time("last moment it could be seen").optional(),
});

const exposures = z.object({
  exposure_id: id("known at the source; absent: known by content and occurrence").optional(),
  campaign_id: id("the campaign"),
  customer_id: id("who was, or was deliberately not, shown it"),
  arm: text("treatment, control, or the name of the variant", "word"),
  exposed_at: time("when it was shown, or would have been"),
  propensity: share("the probability with which this customer was given this arm").optional(),
});

const spend = z.object({
  channel: text("where the money went", "word"),
  campaign_id: id("the campaign").optional(),
  day: day("the day it was spent"),
  cents: cents("money spent"),
  currency: currency().optional(),
  impressions: count("times shown").optional(),
  clicks: count("times clicked").optional(),
});

const signals = z.object({
  series: id("the name of an outside series, such as search interest or holidays"),
  day: day("the day it speaks of"),
  value: number("its value", "the series' own"),
  known_ahead: flag("known before the day comes, as a holiday is").optional(),
});

const rates = z.object({
  day: day("from this day on, until the next rate"),
  from_currency: currency("what is converted"),
  to_currency: currency("what it becomes"),
  rate: number("units of `to_currency` for one unit of `from_currency`, in major units", "ratio").positive(),
});

export const contract = {
  customers,
  identities,
  items,
  events,
  orders,
  order_lines,
  refunds,
  reviews,
  item_pictures,
  campaigns,
  exposures,
  spend,
  signals,
  rates,
} as const;

export type TableName = keyof typeof contract;

export const tableNames = Object.keys(contract) as readonly TableName[];

/** One row of a contract table, as a file or a simulator writes it. */
export type Row<Name extends TableName> = z.infer<(typeof contract)[Name]>;
