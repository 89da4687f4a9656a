import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { openDuckdb } from "#warehouse/duckdb.js";
import { quoted } from "#warehouse/prepare-shop.js";
import { csvText } from "../csv-text.js";
import { encodedText } from "../encoded-text.js";
import { exportHeaders } from "../export-headers.js";
import { jsonLines } from "../json-lines.js";
import { orderRow, shopifyCsv } from "../shopify-export.js";
import { workbookBytes } from "../workbook-bytes.js";
import { zipBytes } from "../zip-bytes.js";
import { plantedEvents } from "./planted-events.js";
import { inFours, type PlantedPerson, spacedMobile, spacedPhone } from "./planted-people.js";

type Row = Readonly<Record<string, string>>;

/**
 * Writes what a shop could have been sent with these people all through it: in the columns that are theirs, in notes,
 * searches, reviews and web addresses, in rows that are refused and lines that are none. Answers the files' paths.
 */
export async function writePlantedFiles(folder: string, people: readonly PlantedPerson[]): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const files: [string, string | Uint8Array][] = [
    ["shopify-orders.csv", shopifyCsv(people.map(shopifyOrder)) + broken(people)],
    [
      "shopify-customers.csv",
      csvText(exportHeaders["shopify-customers"].today, people.map(shopifyCustomer)) + broken(people),
    ],
    ["woo.csv", csvText(exportHeaders["woocommerce-orders"].webtoffee, people.map(wooOrder)) + broken(people)],
    ["woo-lines.csv", csvText(exportHeaders["woocommerce-order-lines"].everything, people.map(wooLine))],
    [
      "taobao.csv",
      encodedText(csvText(exportHeaders["taobao-orders"].list, people.map(taobaoOrder)) + brokenChinese(people), "gbk"),
    ],
    [
      "jd.csv",
      Buffer.concat([
        Buffer.from([0xff, 0xfe]),
        encodedText(csvText(exportHeaders["jd-orders"].today, people.map(jdLine)), "utf-16le"),
      ]),
    ],
    ["youzan.csv", csvText(exportHeaders["youzan-orders"].today, people.map(youzanOrder)) + brokenChinese(people)],
    ["youzan-items.csv", csvText(exportHeaders["youzan-order-items"].today, people.map(youzanItem))],
    [
      "reviews.csv.gz",
      gzipSync(
        csvText(["review_id", "item_id", "customer_id", "title", "text", "rating"], people.flatMap(reviewsOf)) +
          broken(people),
      ),
    ],
    ["orders.csv", csvText(["order_id", "customer_id", "ordered_at", "channel"], people.map(plainOrder))],
    ["refunds.csv", csvText(["refund_id", "order_id", "cents", "reason"], people.map(plainRefund))],
    ["identities.csv", csvText(["customer_id", "kind", "value"], people.flatMap(plainIdentities))],
    ["items.csv", csvText(["item_id", "name", "category"], people.map(plainItem))],
    [
      "events.csv",
      csvText(["customer_id", "anonymous_id", "event", "occurred_at", "query", "user_agent"], people.map(plainEvent)),
    ],
    ["klaviyo.csv", klaviyo(people)],
    ...plantedEvents(people).map(([name, objects]): [string, string] => [
      name,
      jsonLines(objects) + brokenJson(people),
    ]),
  ];
  for (const [name, content] of files) writeFileSync(join(folder, name), content);
  const customers = csvText(exportHeaders["shopify-customers"].today, people.map(shopifyCustomer));
  const parquet = join(folder, "customers.parquet");
  await asParquet(customers, parquet);
  const zip = zipBytes([
    { name: "customers.csv", content: customers },
    { name: "customers.parquet", content: readFileSync(parquet) },
  ]);
  const columns = exportHeaders["woocommerce-orders"].webtoffee;
  const rows = people.map(wooOrder).map((row) => columns.map((column) => row[column] ?? null));
  const packed: [string, Uint8Array][] = [
    ["customers.zip", zip],
    ["woo.xlsx", workbookBytes([{ name: "Orders", rows: [columns, ...rows] }])],
  ];
  for (const [name, content] of packed) writeFileSync(join(folder, name), content);
  return [...[...files, ...packed].map(([name]) => join(folder, name)), parquet];
}

const NOT_EVERY = 7; // one row in seven is refused
const isRefused = ({ number }: PlantedPerson) => number % NOT_EVERY === 3;
const note = (who: PlantedPerson) =>
  `Please ring ${spacedMobile(who)} or ${spacedPhone(who)}, 身份证${who.identityNumber}, card ${inFours(who.card)}, ${who.email}, ask for ${who.first} ${who.last}`;

const shopifyOrder = (who: PlantedPerson): Row =>
  orderRow(`#${who.number}`, {
    Email: who.email,
    Phone: `+49${who.phone}`,
    "Billing Name": `${who.first} ${who.last}`,
    "Billing Street": who.street,
    "Billing Phone": spacedMobile(who),
    "Shipping Name": who.chineseName,
    "Shipping Address1": who.street,
    "Shipping Phone": `'${who.mobile}`,
    Notes: note(who),
    "Note Attributes": `id: ${who.identityNumber}\ncard: ${who.card}`,
    ...(isRefused(who) && { "Created at": `soon, says ${who.email}` }),
  });

const shopifyCustomer = (who: PlantedPerson): Row => ({
  "Customer ID": `60${String(who.number).padStart(9, "0")}`,
  "First Name": who.first,
  "Last Name": who.last,
  Email: isRefused(who) ? "" : who.email.toUpperCase(),
  "Accepts Email Marketing": "yes",
  "Default Address Address1": who.street,
  Phone: spacedPhone(who),
  "Total Spent": "1.00",
  "Total Orders": "1",
  Note: note(who),
});

const wooOrder = (who: PlantedPerson): Row => ({
  order_id: `w${who.number}`,
  order_number: `w${who.number}`,
  order_date: isRefused(who) ? `call ${spacedMobile(who)}` : "2024-01-05 10:11:12",
  status: "completed",
  order_total: "10.00",
  order_currency: "EUR",
  customer_id: "0",
  customer_email: who.email,
  billing_first_name: who.first,
  billing_last_name: who.last,
  billing_email: who.email,
  billing_phone: `0049${who.phone}`,
  billing_address_1: who.street,
  shipping_first_name: who.chineseName,
  shipping_phone: who.mobile,
  customer_note: note(who),
  order_notes: note(who),
  line_item_1: "name:A tee|product_id:15|sku:TEE|quantity:1|total:10.00|sub_total:10.00",
});

const wooLine = (who: PlantedPerson): Row => ({
  "Order Number": `l${who.number}`,
  "Order Status": "Completed",
  "Order Date": "2024-01-05 10:11",
  "Customer Note": note(who),
  "First Name (Billing)": who.first,
  "Last Name (Billing)": who.last,
  "Address 1&2 (Billing)": who.street,
  "Email (Billing)": who.email,
  "Phone (Billing)": spacedPhone(who),
  "First Name (Shipping)": who.chineseName,
  SKU: "TEE",
  Name: "A tee",
  Quantity: isRefused(who) ? `1, and ${who.email}` : "1",
  "Item Cost": "10.00",
});

const taobaoOrder = (who: PlantedPerson): Row => ({
  订单编号: `12345678901${String(who.number).padStart(8, "0")}`,
  买家会员名: `${who.last}${who.number}`,
  买家支付宝账号: who.email,
  总金额: "117.80",
  买家实际支付金额: "117.80",
  订单状态: isRefused(who) ? `等待${who.mobile}` : "交易成功",
  买家留言: `电话${who.mobile}，身份证${who.identityNumber}`,
  收货人姓名: who.chineseName,
  收货地址: who.street,
  联系手机: `'${who.mobile}`,
  订单创建时间: isRefused(who) ? `找${who.chineseName}` : "2024-01-05 10:11:12",
  宝贝种类: "1",
  发票抬头: who.chineseName,
});

const jdLine = (who: PlantedPerson): Row => ({
  订单号: `29001234${String(who.number).padStart(5, "0")}`,
  商品ID: "10012345",
  商品名称: "棉T恤",
  订购数量: isRefused(who) ? `1件 ${who.mobile}` : "1",
  下单时间: "2024-01-05 10:11:12",
  京东价: "59.90",
  应付金额: "59.90",
  订单状态: "完成",
  下单帐号: `jd_${who.last}`,
  客户姓名: who.chineseName,
  客户地址: who.street,
  联系电话: who.mobile,
  订单备注: note(who),
});

const youzanOrder = (who: PlantedPerson): Row => ({
  订单号: `E2024${String(who.number).padStart(7, "0")}`,
  订单状态: "交易完成",
  订单创建时间: isRefused(who) ? `等${who.email}` : "2024-01-05 10:11:12",
  应收订单金额: "125.80",
  订单实付金额: "125.80",
  买家手机号: who.mobile,
  "收货人/提货人": who.chineseName,
  "收货人手机号/提货人手机号": spacedMobile(who),
  "详细收货地址/提货地址": who.street,
  买家备注: note(who),
  买家昵称: who.last,
});

const youzanItem = (who: PlantedPerson): Row => ({
  订单号: `E2024${String(who.number).padStart(7, "0")}`,
  商品名称: "棉T恤",
  规格编码: "TEE",
  商品单价: isRefused(who) ? `问${who.mobile}` : "125.80",
  商品数量: "1",
  商品留言: note(who),
  "收货人/提货人": who.chineseName,
  "收货人手机号/提货人手机号": who.mobile,
  "详细收货地址/提货地址": who.street,
});

const reviewsOf = (who: PlantedPerson): Row[] => [
  {
    review_id: `a${who.number}`,
    item_id: "TEE",
    customer_id: who.email,
    title: `Dear Mrs. ${who.last},`,
    text: `write to ${who.email} or ring ${spacedPhone(who)}.\nKind regards,\n${who.first} ${who.last}`,
    rating: isRefused(who) ? `five, says ${who.email}` : "5",
  },
  {
    review_id: isRefused(who) ? "" : `b${who.number}`,
    item_id: "TEE",
    customer_id: who.mobile,
    text: `收货人：${who.chineseName}，电话${spacedMobile(who).replaceAll(" ", "-")}，身份证${who.identityNumber}，卡号${inFours(who.card)}`,
    rating: "1",
  },
];

const plainOrder = (who: PlantedPerson): Row => ({
  order_id: `p${who.number}`,
  customer_id: who.number % 2 ? who.email : `+86${who.mobile}`,
  ordered_at: isRefused(who) ? who.email : "2024-01-05 10:00:00",
  channel: `mail ${who.email}`,
});

const plainRefund = (who: PlantedPerson): Row => ({
  refund_id: `r${who.number}`,
  order_id: `p${who.number}`,
  cents: isRefused(who) ? who.card : "100",
  reason: `退到银行卡${who.card}，尊敬的${who.chineseName}先生，${who.mobile}`,
});

const plainIdentities = (who: PlantedPerson): Row[] =>
  Object.entries({
    email: who.email,
    phone: spacedPhone(who),
    name: `${who.first} ${who.last}`,
    account: who.mobile,
    device: who.identityNumber,
  }).map(([kind, value]) => ({ customer_id: isRefused(who) ? "" : `k${who.number}`, kind, value }));

const plainItem = (who: PlantedPerson): Row => ({
  item_id: `gift-${who.number}-${who.email}`,
  name: `Voucher for ${who.email}, ${who.mobile}`,
  category: `for ${spacedPhone(who)}`,
});

const plainEvent = (who: PlantedPerson): Row => ({
  customer_id: who.number % 2 ? who.email : who.identityNumber,
  anonymous_id: who.number % 2 ? who.mobile : who.email,
  event: "search",
  occurred_at: isRefused(who) ? who.mobile : "2024-01-05 10:00:00",
  query: [who.email, who.mobile, spacedPhone(who), who.identityNumber, who.card][who.number % 5]!,
  user_agent: `Crawler/1.0 (+mailto:${who.email})`,
});

function klaviyo(people: readonly PlantedPerson[]): string {
  const headers = [
    "Campaign Name",
    "Send Time",
    "Total Recipients",
    "Unique Opens",
    "Total Opens",
    "Open Rate",
    "Unique Clicks",
    "Total Clicks",
    "Revenue",
    "Unsubscribes",
    "Campaign ID",
    "Subject",
    "List",
    "Successful Deliveries",
    "Bounces",
    "Spam Complaints",
  ];
  return csvText(
    headers,
    people.map((who) => ({
      "Campaign Name": `To ${who.email}`,
      "Send Time": isRefused(who) ? who.mobile : "2024-01-05 22:30:00",
      "Total Recipients": "1.0",
      "Total Opens": "1.0",
      "Total Clicks": "1.0",
      "Campaign ID": `K${who.number}`,
      Subject: note(who),
    })),
  );
}

/** Lines that are no rows: a quote that is never closed, too few columns. */
const some = (people: readonly PlantedPerson[]) => people.filter(({ number }) => number % 5 === 0);
const broken = (people: readonly PlantedPerson[]) =>
  some(people)
    .map((who) => `"${note(who)}, ${who.street}\n${who.chineseName},${who.mobile},${who.card}\n`)
    .join("");
const brokenChinese = (people: readonly PlantedPerson[]) =>
  some(people)
    .map((who) => `"${who.chineseName}，${who.mobile}，${who.identityNumber}\n${who.card},${who.email},${who.street}\n`)
    .join("");
const brokenJson = (people: readonly PlantedPerson[]) =>
  some(people)
    .map(
      (who) =>
        `{"email": "${who.email}", "name": "${who.first} ${who.last}", ${who.mobile}\n["${who.chineseName}", "${who.card}"]\n`,
    )
    .join("");

async function asParquet(csv: string, parquet: string): Promise<void> {
  const warehouse = await openDuckdb({
    path: ":memory:",
    memoryLimitMegabytes: 200,
    threads: 1,
    temporaryFolder: "",
    access: "write",
  });
  const file = `${parquet}.csv`;
  writeFileSync(file, csv);
  await warehouse.execute(
    `copy (select * from read_csv(${quoted(file)}, all_varchar = true, header = true, delim = ',', quote = '"')) to ${quoted(parquet)} (format parquet)`,
  );
  warehouse.close();
  rmSync(file);
}
