import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pseudonym } from "#protect/pseudonym.js";
import { csvText } from "../../../test/csv-text.js";
import { exportHeaders } from "../../../test/export-headers.js";
import { type LoadingShop, openLoadingShop, testKey } from "../../../test/loading-shop.js";
import { shopContents } from "../../../test/shop-contents.js";

type Row = Readonly<Record<string, string>>;
const headers = exportHeaders["youzan-orders"];
const phone = pseudonym(testKey, "phone", "13812345678");

const order: Row = {
  订单号: "E20240105101112000001",
  订单状态: "交易完成",
  订单创建时间: "2024-01-05 10:11:12",
  买家付款时间: "2024-01-05 10:12:00",
  运费: "8.00",
  店铺优惠合计: "2.00",
  应收订单金额: "125.80",
  订单实付金额: "125.80",
  买家手机号: "13812345678",
  "收货人/提货人": "张三丰",
  "收货人手机号/提货人手机号": "13987654321",
  订单已退款金额: "0.00",
};

describe("a Youzan orders report", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop({ timeZone: "Asia/Shanghai" });
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  async function load(rows: readonly Row[], generation: keyof typeof headers = "today") {
    const [report] = await shop.load([shop.write("youzan.csv", csvText(headers[generation], rows))]);
    if (report?.kind !== "loaded") throw new Error(report?.message);
    return report;
  }

  it.each(["today", "older"] as const)("of %s is an order in yuan and in the shop's time", async (generation) => {
    expect(await load([order], generation)).toMatchObject({ format: "youzan-orders", rows: 1, refused: 0 });
    expect(await shop.rows("select * exclude (origin) from orders")).toEqual([
      {
        order_id: "E20240105101112000001",
        customer_id: phone,
        ordered_at: Date.UTC(2024, 0, 5, 2, 11, 12),
        country: null,
        currency: "CNY",
        cancelled: 0,
        cancelled_at: null,
        channel: "youzan",
        discount_cents: 200,
        shipping_cents: 800,
        tax_cents: null,
        total_cents: 12580,
        updated_at: Date.UTC(2024, 0, 5, 2, 12),
      },
    ]);
    expect(await shop.rows("select kind, value from identities")).toEqual([{ kind: "phone", value: phone }]);
  });

  it("cancels what was closed, refuses what is not paid, and keeps what was paid back", async () => {
    const report = await load([
      { ...order, 订单号: "1", 订单状态: "交易关闭" },
      { ...order, 订单号: "2", 订单状态: "待付款" },
      { ...order, 订单号: "3", 订单状态: "已发货", 订单已退款金额: "9.90" },
    ]);
    expect(report.reasons).toEqual([{ reason: "订单状态: not paid, so no sale yet (待付款)", rows: 1 }]);
    expect(await shop.rows("select order_id, cancelled from orders order by 1")).toEqual([
      { order_id: "1", cancelled: 1 },
      { order_id: "3", cancelled: 0 },
    ]);
    expect(await shop.rows("select order_id, cents, currency from refunds")).toEqual([
      { order_id: "3", cents: 990, currency: "CNY" },
    ]);
  });

  it("knows a buyer by the receiver's number where their own is missing or masked", async () => {
    const receiver = pseudonym(testKey, "phone", "13987654321");
    await load([
      { ...order, 订单号: "1", 买家手机号: "138****5678" },
      { ...order, 订单号: "2", 买家手机号: "", "收货人手机号/提货人手机号": "139****4321" },
    ]);
    expect(await shop.rows("select customer_id from orders order by order_id")).toEqual([
      { customer_id: receiver },
      { customer_id: null },
    ]);
  });

  it("changes nothing when it is loaded again", async () => {
    const rows = [order, { ...order, 订单号: "2", 订单已退款金额: "1.00" }];
    await load(rows);
    const before = await shopContents(shop);
    await load(rows);
    expect(await shopContents(shop)).toEqual(before);
  });

  it.each([
    ["订单号", "", "订单号: missing"],
    ["订单创建时间", "昨天", "订单创建时间: not a date and time such as 2024-01-31 09:30:00"],
    ["应收订单金额", "一百", "应收订单金额: not an amount of money"],
  ])("refuses an order whose %s is %j, with no number in what it shows", async (header, value, reason) => {
    expect((await load([{ ...order, [header]: value }])).reasons).toEqual([{ reason, rows: 1 }]);
    expect(await shop.everything()).not.toMatch(/13812345678|13987654321|张三丰/);
  });
});
