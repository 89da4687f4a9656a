import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeShop, ingestInto, newConfig, openShop, writeConfig } from "shoplens";

const folder = mkdtempSync(join(tmpdir(), "myshop-"));
writeConfig(folder, newConfig(folder, { currency: "EUR", timeZone: "Europe/Berlin" }));
const shop = await openShop(folder, { access: "write" });
await ingestInto(shop, ["examples/sales.csv"]);
const { sales, refused } = await describeShop(shop);
shop.close();
process.stdout.write(`${sales.orders} orders, ${sales.cents} cents; refused: ${refused.reasons[0]?.reason}\n`);
