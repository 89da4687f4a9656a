import { type Format, sectionsIn } from "../format.js";

/**
 * Calls in Segment's common form (spec, version 2), one JSON object a line, as its S3 and data-lake destinations write
 * them and as RudderStack does too: `track`, `identify`, `page`, `screen`, `group`, `alias`. E-commerce events go by
 * the names of the e-commerce spec, version 2, or those of version 1 ("Viewed Product").
 *
 * - A call is known by its messageId; each product of it is an event of its own.
 * - An order is the first "Order Completed" that tells of it in the file; a later "Order Cancelled" of the same file
 *   cancels it. A product without a price is no line of it.
 * - "Order Refunded" pays back its `total`; without one, its products; without those, the order as completed in the file.
 * - A customer is the userId, one that is an e-mail address as its pseudonym. Of traits only the country, the day of
 *   creation and pseudonyms of e-mail and phone are kept.
 * - Not verified against an export: which destinations write `integrations`, `_metadata` and the like; they are not read.
 */
export const segmentEvents: Format = {
  name: "segment-events",
  title: "Segment calls",
  origin: "analytics",
  rows: "together",
  personal: true,
  fields: {
    kind: ["type"],
    event: ["event"],
    screen: ["name"],
    event_id: ["messageId"],
    customer_id: ["userId"],
    anonymous_id: ["anonymousId"],
    previous_id: ["previousId"],
    occurred_at: ["timestamp", "originalTimestamp", "sentAt", "receivedAt"],
    properties: ["properties"],
    traits: ["traits"],
    context: ["context"],
  },
  hidden: ["screen", "customer_id", "previous_id", "properties", "traits", "context"],
  required: ["kind", "event_id", "occurred_at"],
  ...sectionsIn(new URL("./segment-events.sql", import.meta.url)),
};
