import { type Format, sectionsIn } from "../format.js";

/**
 * Enriched Snowplow events with the e-commerce plugin's event and entities, as the analytics SDKs write them to JSON
 * lines and as the events table of a Snowflake or BigQuery warehouse is exported (JSON lines or Parquet): one row per
 * event, an entity a column named `contexts_` and its schema. The tab-separated enriched stream has no header and is
 * not read; nor are the older `tr_` and `ti_` columns of `trackTrans`.
 *
 * - A product's price is for one piece; a transaction is an order, known by its `transaction_id`.
 * - A customer is the `user_id`, else the id of the e-commerce user entity; addresses become pseudonyms.
 * - Times without an offset are in UTC, as Snowplow's are, whatever the shop's zone.
 * - Not verified against an export: the version that BigQuery's older loader puts at the end of its columns' names
 *   (`…_product_1_0_0`); those of the published schemas are known.
 */
const entity = (name: string, ...versions: readonly string[]) =>
  ["1", ...versions].map((version) => `contexts_com_snowplowanalytics_snowplow_ecommerce_${name}_${version}`);

const action = "unstruct_event_com_snowplowanalytics_snowplow_ecommerce_snowplow_ecommerce_action";

export const snowplowEcommerce: Format = {
  name: "snowplow-ecommerce",
  title: "Snowplow e-commerce events",
  origin: "analytics",
  rows: "together",
  personal: true,
  fields: {
    event_id: ["event_id"],
    anonymous_id: ["domain_userid"],
    customer_id: ["user_id"],
    occurred_at: ["derived_tstamp"],
    collected_at: ["collector_tstamp"],
    session_id: ["domain_sessionid"],
    event: ["event_name"],
    campaign_id: ["mkt_campaign"],
    action: [`${action}_1`, `${action}_1_0_2`, `${action}_1_0_1`, `${action}_1_0_0`],
    item_id: entity("product", "1_0_0"),
    transactions: entity("transaction", "1_0_0"),
    repayments: entity("refund", "1_0_0"),
    users: entity("user", "1_0_0"),
  },
  hidden: ["customer_id", "users"],
  required: ["event_id", "anonymous_id", "collected_at", "action"],
  ...sectionsIn(new URL("./snowplow-ecommerce.sql", import.meta.url)),
};
