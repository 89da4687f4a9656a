import { type Format, sectionsIn } from "../format.js";

/**
 * Events as Google Analytics 4 exports them to BigQuery (tables `events_YYYYMMDD`), written out as JSON lines, where
 * whole numbers come as text, or as Parquet. Schema: support.google.com/analytics/answer/7029846.
 *
 * - An event with items becomes one event an item. GA4's own words stay, but for those the contract has a word for.
 * - GA4 numbers no events. Theirs is made of what its documentation calls unique together: device, name, microsecond,
 *   and the batch it was sent in; without a device or a batch the event is known by its content.
 * - A customer is a `user_id` (where it holds an e-mail address, its pseudonym); a device (`user_pseudo_id`) seen with one
 *   is an identity of theirs. An event of a device alone has no customer, only its `anonymous_id`.
 * - A purchase with a transaction id is also an order, as a tracker saw it: it counts only in a shop whose own books are
 *   not loaded. Sent twice, it is one order: the first. An item without a price or its revenue is no line.
 */
export const ga4Events: Format = {
  name: "ga4-events",
  title: "a GA4 export of events",
  origin: "analytics",
  rows: "together",
  personal: true,
  fields: {
    occurred_at: ["event_timestamp"],
    event: ["event_name"],
    parameters: ["event_params"],
    anonymous_id: ["user_pseudo_id"],
    customer_id: ["user_id"],
    user_properties: ["user_properties"],
    item_id: ["items"],
    ecommerce: ["ecommerce"],
    geo: ["geo"],
    stream: ["stream_id"],
    bundle: ["event_bundle_sequence_id"],
    batch_page: ["batch_page_id"],
    batch_order: ["batch_ordering_id"],
    batch_place: ["batch_event_index"],
  },
  hidden: ["parameters", "customer_id", "user_properties"],
  required: ["occurred_at", "event", "parameters"],
  ...sectionsIn(new URL("./ga4-events.sql", import.meta.url)),
};
