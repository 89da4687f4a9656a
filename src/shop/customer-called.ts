import { textAt, texts } from "#table/table.js";
import type { Shop } from "./shop.js";

/** What the answers call a customer whose id, of any source, is given; one that was never joined is called as it is. */
export async function customerCalled({ warehouse }: Shop, id: string): Promise<string> {
  const found = await warehouse.query(
    "select customer_id from customer_names where source_id = $id and customer_id is not null",
    { id },
  );
  return textAt(texts(found, "customer_id"), 0) ?? id;
}
