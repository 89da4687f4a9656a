import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { csvText } from "../../../test/csv-text.js";
import { exportHeaders } from "../../../test/export-headers.js";
import { type LoadingShop, openLoadingShop } from "../../../test/loading-shop.js";
import { shopContents } from "../../../test/shop-contents.js";

type Row = Readonly<Record<string, string>>;
const headers = exportHeaders["taobao-order-items"];

const line: Row = {
  订单编号: '="1001"',
  标题: "棉T恤",
  价格: "59.90",
  购买数量: "2",
  外部系统编号: "null",
  商品属性: "颜色分类:黑色;尺码:S",
  订单状态: "交易成功",
  商家编码: "TEE-BLK-S",
};
const mug: Row = { ...line, 标题: "马克杯", 价格: "10.00", 购买数量: "1", 商品属性: "", 商家编码: "null" };
const newer = ({ 订单编号: order = "", ...row }: Row): Row => ({ ...row, 子订单编号: "'9", 主订单编号: order });

const list = csvText(exportHeaders["taobao-orders"].list, [
  {
    订单编号: "1001",
    买家会员名: "花花2020",
    总金额: "129.80",
    买家实际支付金额: "129.80",
    订单状态: "交易成功",
    订单创建时间: "2024-01-05 10:11:12",
    宝贝种类: "2",
    退款金额: "10.00",
  },
]);

describe("a Taobao order detail", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop({ timeZone: "Asia/Shanghai" });
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  async function load(rows: readonly Row[], generation: keyof typeof headers = "old") {
    const [report] = await shop.load([shop.write("ExportOrderDetailList.csv", csvText(headers[generation], rows))]);
    if (report?.kind !== "loaded") throw new Error(report?.message);
    return report;
  }

  it.each(["before", "after"])("loaded %s the order list is its lines", async (when) => {
    const path = shop.write("ExportOrderList.csv", list);
    if (when === "after") await shop.load([path]);
    expect(await load([line, mug])).toMatchObject({ format: "taobao-order-items", rows: 2, refused: 0 });
    if (when === "before") await shop.load([path]);
    expect(await shop.rows("select item_id, cents, occurred_at from sales order by line_id")).toEqual([
      { item_id: "TEE-BLK-S", cents: 11980, occurred_at: Date.UTC(2024, 0, 5, 2, 11, 12) },
      { item_id: "name:马克杯", cents: 1000, occurred_at: Date.UTC(2024, 0, 5, 2, 11, 12) },
    ]);
    expect(await shop.rows("select item_id, name, price, currency from items order by 1")).toEqual([
      { item_id: "TEE-BLK-S", name: "棉T恤 颜色分类:黑色;尺码:S", price: 59.9, currency: "CNY" },
      { item_id: "name:马克杯", name: "马克杯", price: 10, currency: "CNY" },
    ]);
    expect(await shop.rows("select cents from refunds")).toEqual([{ cents: 1000 }]);
  });

  it("of the newer header comes to what the buyer owed for each line, at its time", async () => {
    const more = { 买家应付货款: "99.99", 退款金额: "9.99", 订单创建时间: "2024-01-05 10:11:12" };
    await load([newer({ ...line, ...more }), newer({ ...mug, ...more, 买家应付货款: "", 退款金额: "0.01" })], "newer");
    expect(await shop.rows("select order_id, cents, occurred_at from sales order by line_id")).toEqual([
      { order_id: "1001", cents: 9999, occurred_at: Date.UTC(2024, 0, 5, 2, 11, 12) },
      { order_id: "1001", cents: 1000, occurred_at: Date.UTC(2024, 0, 5, 2, 11, 12) },
    ]);
    expect(await shop.rows("select order_id, cents from refunds")).toEqual([{ order_id: "1001", cents: 1000 }]);
  });

  it("takes a closed line of an order that goes on for paid back, and of one closed as a whole nothing", async () => {
    const closed = { ...mug, 订单状态: "交易关闭" };
    await load([line, closed, { ...closed, 订单编号: "1002" }]);
    expect(await shop.rows("select order_id, cents from refunds")).toEqual([{ order_id: "1001", cents: 1000 }]);
  });

  it("frees an order's number from what guards it against spreadsheets, however the field is written", async () => {
    const guarded = ['="1001"', '"=""1002"""', "\t1003", "'1004", "1005\t"];
    const rows = guarded.map((id) => `${id},茶,5.00,1,null,,,,交易成功,TEA`);
    const [report] = await shop.load([shop.write("a.csv", [headers.old.join(","), ...rows].join("\n"))]);
    expect(report).toMatchObject({ format: "taobao-order-items", rows: 5, refused: 0 });
    expect(await shop.rows("select string_agg(order_id, ' ' order by order_id) as ids from order_lines")).toEqual([
      { ids: "1001 1002 1003 1004 1005" },
    ]);
  });

  it("changes nothing when it is loaded again", async () => {
    const rows = [line, mug, { ...mug, 订单状态: "交易关闭" }];
    await load(rows);
    const before = await shopContents(shop);
    await load(rows);
    expect(await shopContents(shop)).toEqual(before);
  });

  it.each([
    ["订单状态", "等待买家付款", "订单编号: not paid, so no sale yet (等待买家付款)"],
    ["订单编号", "", "订单编号: missing"],
    ["购买数量", "两件", "购买数量: not a whole number"],
    ["价格", "面议", "价格: not an amount such as 2.55"],
  ])("refuses a line whose %s is %j", async (header, value, reason) => {
    expect((await load([{ ...line, [header]: value }])).reasons).toEqual([{ reason, rows: 1 }]);
    expect(await shop.rows("select * from order_lines")).toEqual([]);
  });
});
