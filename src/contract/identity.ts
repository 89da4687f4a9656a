import type { TableName } from "./contract.js";

/**
 * How a row of a table is known again when a file is loaded twice.
 *
 * - `key`: by these columns; a row loaded again replaces itself, unless what is there is newer (`updated_at`).
 * - `occurrence`: by its `id` column where present, else by its content and its occurrence number within the file.
 * - `part`: it is part of a whole (`of`); when the whole is loaded again, all its parts are replaced together.
 */
export type Identity =
  | { readonly kind: "key"; readonly columns: readonly string[] }
  | { readonly kind: "occurrence"; readonly id: string }
  | { readonly kind: "part"; readonly of: string };

export const identities: Readonly<Record<TableName, Identity>> = {
  customers: { kind: "key", columns: ["customer_id"] },
  identities: { kind: "key", columns: ["customer_id", "kind", "value"] },
  items: { kind: "key", columns: ["item_id"] },
  events: { kind: "occurrence", id: "event_id" },
  orders: { kind: "key", columns: ["order_id"] },
  order_lines: { kind: "part", of: "order_id" },
  refunds: { kind: "key", columns: ["refund_id"] },
  reviews: { kind: "key", columns: ["review_id"] },
  item_pictures: { kind: "key", columns: ["item_id", "path"] },
  campaigns: { kind: "key", columns: ["campaign_id"] },
  exposures: { kind: "occurrence", id: "exposure_id" },
  spend: { kind: "key", columns: ["channel", "campaign_id", "day"] },
  signals: { kind: "key", columns: ["series", "day"] },
  rates: { kind: "key", columns: ["day", "from_currency", "to_currency"] },
};
