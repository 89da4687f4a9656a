import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { csvText } from "../../../test/csv-text.js";
import { exportHeaders } from "../../../test/export-headers.js";
import { type LoadingShop, openLoadingShop } from "../../../test/loading-shop.js";
import { shopContents } from "../../../test/shop-contents.js";

type Row = Readonly<Record<string, string>>;
const headers = exportHeaders["youzan-order-items"].today;

const line: Row = {
  订单号: "E1",
  订单商品状态: "交易完成",
  商品名称: "棉T恤",
  商品类目: "服装",
  商品规格: "黑色;S",
  规格编码: "TEE-BLK-S",
  商品编码: "TEE",
  商品单价: "59.90",
  商品数量: "2",
  商品实际成交金额: "117.80",
  商品已退款金额: "0",
};
const mug: Row = {
  ...line,
  商品名称: "马克杯",
  商品规格: "-",
  规格编码: "",
  商品编码: "-",
  商品单价: "10.00",
  商品数量: "1",
};

const orders = csvText(exportHeaders["youzan-orders"].today, [
  {
    订单号: "E1",
    订单状态: "交易完成",
    订单创建时间: "2024-01-05 10:11:12",
    应收订单金额: "127.80",
    订单实付金额: "127.80",
    订单已退款金额: "10.00",
  },
]);

describe("a Youzan orders report by goods", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop({ timeZone: "Asia/Shanghai" });
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  async function load(rows: readonly Row[]) {
    const [report] = await shop.load([shop.write("goods.csv", csvText(headers, rows))]);
    if (report?.kind !== "loaded") throw new Error(report?.message);
    return report;
  }

  it("is the lines of the orders report, each to what was paid for it, and its refund once", async () => {
    const rows = [line, { ...mug, 商品实际成交金额: "10.00", 商品已退款金额: "10.00" }];
    expect(await load(rows)).toMatchObject({ format: "youzan-order-items", rows: 2, refused: 0 });
    await shop.load([shop.write("orders.csv", orders)]);
    expect(await shop.rows("select item_id, cents, occurred_at from sales order by line_id")).toEqual([
      { item_id: "TEE-BLK-S", cents: 11780, occurred_at: Date.UTC(2024, 0, 5, 2, 11, 12) },
      { item_id: "name:马克杯", cents: 1000, occurred_at: Date.UTC(2024, 0, 5, 2, 11, 12) },
    ]);
    expect(await shop.rows("select item_id, name, category, price, currency from items order by 1")).toEqual([
      { item_id: "TEE-BLK-S", name: "棉T恤 黑色;S", category: "服装", price: 59.9, currency: "CNY" },
      { item_id: "name:马克杯", name: "马克杯", category: "服装", price: 10, currency: "CNY" },
    ]);
    expect(await shop.rows("select order_id, cents from refunds")).toEqual([{ order_id: "E1", cents: 1000 }]);
  });

  it("changes nothing when it is loaded again", async () => {
    await load([line, mug]);
    const before = await shopContents(shop);
    await load([line, mug]);
    expect(await shopContents(shop)).toEqual(before);
  });

  it.each([
    ["订单商品状态", "待付款", "订单号: not paid, so no sale yet (待付款)"],
    ["订单号", "", "订单号: missing"],
    ["商品数量", "1.5", "商品数量: not a whole number"],
    ["商品单价", "面议", "商品单价: not an amount such as 2.55"],
    ["商品实际成交金额", "约一百", "discount: not an amount such as 2.55"],
  ])("refuses a line whose %s is %j", async (header, value, reason) => {
    expect((await load([{ ...line, [header]: value }])).reasons).toEqual([{ reason, rows: 1 }]);
    expect(await shop.rows("select * from order_lines")).toEqual([]);
  });
});
