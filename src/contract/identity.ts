import type { TableName } from "./contract.js";

/**
 * How a row of a table is known again when a file is loaded twice.
 *
 * - `key`: by these columns; a row loaded again replaces itself, unless what is there is newer (`updated_at`). Where
 *   `gaps` is "filled", several sources may each know a part of it: what the newer leaves open, the older fills.
 * - `occurrence`: by its `id` column where present, else by its content and its occurrence number within the file.
 * - `part`: it is part of a whole (`of`); when the whole is loaded again, all its parts are replaced together.
 */
export type Identity =
  | { readonly kind: "key"; readonly columns: readonly string[]; readonly gaps: "kept" | "filled" }
  | { readonly kind: "occurrence"; readonly id: string }
  | { readonly kind: "part"; readonly of: string };

export const identities: Readonly<Record<TableName, Identity>> = {
  customers: { kind: "key", columns: ["customer_id"], gaps: "filled" },
  identities: { kind: "key", columns: ["customer_id", "kind", "value"], gaps: "filled" },
  items: { kind: "key", columns: ["item_id"], gaps: "filled" },
  events: { kind: "occurrence", id: "event_id" },
  orders: { kind: "key", columns: ["order_id"], gaps: "kept" },
  order_lines: { kind: "part", of: "order_id" },
  refunds: { kind: "key", columns: ["refund_id"], gaps: "kept" },
  reviews: { kind: "key", columns: ["review_id"], gaps: "filled" },
  item_pictures: { kind: "key", columns: ["item_id", "path"], gaps: "filled" },
  campaigns: { kind: "key", columns: ["campaign_id"], gaps: "filled" },
  exposures: { kind: "occurrence", id: "exposure_id" },
  spend: { kind: "key", columns: ["channel", "campaign_id", "day"], gaps: "kept" },
  signals: { kind: "key", columns: ["series", "day"], gaps: "kept" },
  rates: { kind: "key", columns: ["day", "from_currency", "to_currency"], gaps: "kept" },
};
