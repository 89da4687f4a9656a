import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { csvText } from "../../../test/csv-text.js";
import { encodedText } from "../../../test/encoded-text.js";
import { exportHeaders } from "../../../test/export-headers.js";
import { type LoadingShop, openLoadingShop } from "../../../test/loading-shop.js";
import { sheetOf } from "../../../test/sheet-of.js";
import { lineRow, orderRow, shopifyCsv } from "../../../test/shopify-export.js";
import { workbookBytes } from "../../../test/workbook-bytes.js";
import { zipBytes } from "../../../test/zip-bytes.js";

interface Line {
  readonly item: string;
  readonly quantity: number;
  /** Of one piece, in major units. */
  readonly price: string;
}

interface Order {
  readonly id: string;
  /** In the shop's time zone. */
  readonly at: string;
  readonly state: "paid" | "cancelled";
  /** In major units, as a whole. */
  readonly refunded: string;
  readonly lines: readonly Line[];
}

/** The same three orders for every format: prices that floating point cannot hold, a cancellation, a refund. */
const orders: readonly Order[] = [
  {
    id: "1001",
    at: "2024-01-05 00:30:00",
    state: "paid",
    refunded: "0.00",
    lines: [
      { item: "TEE", quantity: 3, price: "19.99" },
      { item: "MUG", quantity: 1, price: "0.10" },
    ],
  },
  {
    id: "1002",
    at: "2024-02-29 23:59:59",
    state: "paid",
    refunded: "0.29",
    lines: [{ item: "MUG", quantity: 7, price: "0.29" }],
  },
  {
    id: "1003",
    at: "2024-03-01 12:00:00",
    state: "cancelled",
    refunded: "0.00",
    lines: [{ item: "TEE", quantity: 1, price: "1.15" }],
  },
];
const total = ({ lines }: Order) =>
  lines.reduce((sum, { quantity, price }) => sum + quantity * Number(price), 0).toFixed(2);
const amount = ({ quantity, price }: Line) => (quantity * Number(price)).toFixed(2);
const rowsOf = <Row>(row: (order: Order, line: Line) => Row): Row[] =>
  orders.flatMap((order) => order.lines.map((line) => row(order, line)));

/** Files by the name of the export they imitate. */
const exports: Readonly<Record<string, () => readonly string[]>> = {
  plain: () => [
    csvText(
      ["order_id", "ordered_at", "currency", "cancelled"],
      orders.map(({ id, at, state }) => ({
        order_id: id,
        ordered_at: at,
        currency: "CNY",
        cancelled: String(state === "cancelled"),
      })),
    ),
    csvText(
      ["order_id", "item_id", "quantity", "unit_price"],
      rowsOf(({ id }, { item, quantity, price }) => ({
        order_id: id,
        item_id: item,
        quantity: String(quantity),
        unit_price: price,
      })),
    ),
    csvText(
      ["refund_id", "order_id", "cents", "currency"],
      orders
        .filter(({ refunded }) => Number(refunded) > 0)
        .map(({ id, refunded }) => ({
          refund_id: `${id} refunded`,
          order_id: id,
          cents: String(Math.round(Number(refunded) * 100)),
          currency: "CNY",
        })),
    ),
  ],
  "shopify-orders": () => [
    shopifyCsv(
      rowsOf((order, { item, quantity, price }) =>
        order.lines[0]?.item === item
          ? orderRow(order.id, {
              "Created at": order.at,
              "Paid at": order.at,
              "Cancelled at": order.state === "cancelled" ? order.at : "",
              Currency: "CNY",
              "Refunded Amount": order.refunded,
              "Lineitem sku": item,
              "Lineitem quantity": String(quantity),
              "Lineitem price": price,
            })
          : lineRow(order.id, item, quantity, price),
      ),
    ),
  ],
  "woocommerce-orders": () => [
    csvText(
      exportHeaders["woocommerce-orders"].webtoffee,
      orders.map((order) => ({
        order_number: order.id,
        order_date: order.at,
        status: order.state === "cancelled" ? "cancelled" : "completed",
        order_total: total(order),
        order_currency: "CNY",
        refund_items: Number(order.refunded) > 0 ? `amount:${order.refunded}|reason:|date:2024-04-01 00:00:00` : "",
        ...Object.fromEntries(
          order.lines.map((line, i) => [
            `line_item_${i + 1}`,
            `name:A ${line.item}|product_id:9|sku:${line.item}|quantity:${line.quantity}|total:${amount(line)}|sub_total:${amount(line)}`,
          ]),
        ),
      })),
    ),
  ],
  "woocommerce-order-lines": () => [
    csvText(
      exportHeaders["woocommerce-order-lines"].everything,
      rowsOf((order, { item, quantity, price }) => ({
        "Order Number": order.id,
        "Order Status": order.state === "cancelled" ? "Cancelled" : "Completed",
        "Order Date": order.at,
        "Order Total Amount": total(order),
        "Order Refund Amount": order.refunded,
        SKU: item,
        Name: `A ${item}`,
        Quantity: String(quantity),
        "Item Cost": price,
      })),
    ),
  ],
  "taobao-orders": () => [
    csvText(
      exportHeaders["taobao-order-items"].old,
      rowsOf(({ id, state }, { item, quantity, price }) => ({
        订单编号: `="${id}"`,
        标题: item,
        价格: price,
        购买数量: String(quantity),
        订单状态: state === "cancelled" ? "交易关闭" : "交易成功",
        商家编码: item,
      })),
    ),
    csvText(
      exportHeaders["taobao-orders"].list,
      orders.map((order) => ({
        订单编号: `="${order.id}"`,
        总金额: total(order),
        买家实际支付金额: total(order),
        订单状态: order.state === "cancelled" ? "交易关闭" : "交易成功",
        订单创建时间: order.at,
        宝贝种类: String(order.lines.length),
        退款金额: order.refunded,
      })),
    ),
  ],
  "youzan-orders": () => [
    csvText(
      exportHeaders["youzan-orders"].today,
      orders.map((order) => ({
        订单号: order.id,
        订单状态: order.state === "cancelled" ? "交易关闭" : "交易完成",
        订单创建时间: order.at,
        应收订单金额: total(order),
        订单实付金额: total(order),
        订单已退款金额: order.refunded,
      })),
    ),
    csvText(
      exportHeaders["youzan-order-items"].today,
      rowsOf(({ id, refunded }, line) => ({
        订单号: id,
        订单商品状态: "交易完成",
        商品名称: line.item,
        规格编码: line.item,
        商品单价: line.price,
        商品数量: String(line.quantity),
        商品实际成交金额: amount(line),
        商品已退款金额: refunded,
      })),
    ),
  ],
};

const jd = (order: Order, { item, quantity, price }: Line) => ({
  订单号: order.id,
  商品ID: "9",
  商品名称: item,
  订购数量: String(quantity),
  下单时间: order.at,
  京东价: price,
  应付金额: total(order),
  订单状态: order.state === "cancelled" ? "已取消" : "完成",
  商家SKUID: item,
});

describe("the same orders in the plain form and in another", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop({ timeZone: "Asia/Shanghai", currency: "CNY" });
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  async function answers(files: readonly string[], encoding = "utf-8") {
    const write = (text: string, i: number) => shop.write(`${i}.csv`, encodedText(text, encoding));
    return answersFrom(files.map(write), { encoding: encoding === "gbk" ? "gb18030" : encoding });
  }

  async function answersFrom(paths: readonly string[], expected: object = {}) {
    await shop.clear();
    for (const report of await shop.load(paths))
      expect(report).toMatchObject({ kind: "loaded", refused: 0, ...expected });
    return {
      sales: await shop.rows("select order_id, item_id, quantity, cents, occurred_at, day from sales order by all"),
      kinds: await shop.rows("select order_id, item_id, kind from lines order by all"),
      refunds: await shop.rows("select refund_id, order_id, cents from refunds order by all"),
    };
  }

  it.each(Object.keys(exports))("give equal sales, lines and refunds: %s", async (name) => {
    const truth = await answers(exports["plain"]?.() ?? []);
    expect(truth.sales).toHaveLength(3);
    expect(await answers(exports[name]?.() ?? [])).toEqual(truth);
    expect(await answers((exports[name]?.() ?? []).toReversed())).toEqual(truth);
  });

  it.each(Object.keys(exports))(
    "are the same in a zip, and in a workbook, a folder and a workbook in a zip together: %s",
    async (name) => {
      const files = exports[name]?.() ?? [];
      const truth = await answers(files);
      const sheets = files.map((text, i) => ({ name: `${i}`, rows: [["Orders of the shop"], [], ...sheetOf(text)] }));
      const book = workbookBytes(sheets);
      const folder = join(shop.folder, name);
      mkdirSync(folder, { recursive: true });
      for (const [i, text] of files.entries()) writeFileSync(join(folder, `${i}.csv`), text);
      const zip = zipBytes(files.map((text, i) => ({ name: `${i}.csv.gz`, content: gzipSync(text) })));
      const zippedBook = zipBytes([{ name: "book.xlsx", content: book }]);
      const ways = [
        [shop.write("files.zip", zip)],
        [shop.write("book.xlsx", book), folder, shop.write("b.zip", zippedBook)],
      ];
      for (const paths of ways) expect(await answersFrom(paths)).toEqual(truth);
    },
  );

  it("give equal sales and lines: jd-orders, which tells no refunds", async () => {
    const { refunds: _, ...truth } = await answers(exports["plain"]?.() ?? []);
    expect(await answers([csvText(exportHeaders["jd-orders"].today, rowsOf(jd))])).toEqual({ ...truth, refunds: [] });
  });

  it.each(["taobao-orders", "youzan-orders", "jd-orders"])("give equal answers in any encoding: %s", async (name) => {
    const files = exports[name]?.() ?? [csvText(exportHeaders["jd-orders"].today, rowsOf(jd))];
    const truth = await answers(files);
    expect(truth.sales).toHaveLength(3);
    for (const encoding of ["gbk", "utf-16le", "utf-16be"]) expect(await answers(files, encoding)).toEqual(truth);
  });
});
