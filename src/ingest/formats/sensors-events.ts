import { type Format, sectionsIn } from "../format.js";

/**
 * Records of 神策 Sensors Data, one JSON object a line, as its SDKs log them and its log agent and importer take them:
 * `track`, `track_signup`, `track_id_bind` and the `profile_…` family.
 *
 * - Names of e-commerce events are each shop's own. Known are those of the vendor's examples and templates
 *   (ViewProduct, AddToShoppingCart, SubmitOrder, PayOrder, SubmitOrderDetail, …), and of their properties the usual
 *   spellings. Any other event keeps its own word.
 * - An order is placed by SubmitOrder and paid by PayOrder: whichever tells of it first makes it. Its lines are the
 *   events of one product each that carry its id (…Detail), or the list `products`; those of the submission where it
 *   has any, else those of the payment. CancelOrder of the same file cancels it.
 * - A signed-in user (`login_id`, `$identity_login_id`, or the distinct_id that `$is_login_id` or a sign-up calls so)
 *   is the customer; one that is a mobile number or an address becomes a pseudonym. Any other distinct_id is a device.
 * - A record is known by `_track_id` with its user, time and event; without one, by its content. `time` is in
 *   milliseconds.
 * - Of profiles only pseudonyms of address and number are kept. Not verified against a shop's export:
 *   templates of the vendor's e-commerce solution are not public; the properties' names come from public examples.
 */
export const sensorsEvents: Format = {
  name: "sensors-events",
  title: "神策 Sensors Data records",
  origin: "analytics",
  rows: "together",
  personal: true,
  fields: {
    kind: ["type"],
    event: ["event"],
    anonymous_id: ["distinct_id"],
    device_id: ["anonymous_id"],
    original_id: ["original_id"],
    login_id: ["login_id"],
    identities: ["identities"],
    occurred_at: ["time"],
    track_id: ["_track_id"],
    properties: ["properties"],
  },
  hidden: ["anonymous_id", "device_id", "original_id", "login_id", "identities", "properties"],
  required: ["kind", "anonymous_id", "occurred_at", "properties"],
  ...sectionsIn(new URL("./sensors-events.sql", import.meta.url)),
};
