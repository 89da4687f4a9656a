import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pseudonym } from "#protect/pseudonym.js";
import { csvText } from "../../../test/csv-text.js";
import { exportHeaders } from "../../../test/export-headers.js";
import { type LoadingShop, openLoadingShop, testKey } from "../../../test/loading-shop.js";
import { shopContents } from "../../../test/shop-contents.js";

type Row = Readonly<Record<string, string>>;
const headers = exportHeaders["taobao-orders"].list;

const order: Row = {
  订单编号: "1234567890123456789",
  买家会员名: "花花2020",
  买家应付货款: "109.80",
  买家应付邮费: "8.00",
  总金额: "117.80",
  买家实际支付金额: "117.80",
  订单状态: "交易成功",
  收货人姓名: "张三丰",
  收货地址: "浙江省 杭州市 西湖区 文三路 1 号",
  联系手机: "'13812345678",
  订单创建时间: "2024-01-05 10:11:12",
  订单付款时间: "2024-01-05 10:12:00",
  确认收货时间: "2024-01-09 08:00:00",
  宝贝种类: "2",
  退款金额: "0.00",
};

describe("a Taobao order list", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop({ timeZone: "Asia/Shanghai" });
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  async function load(rows: readonly Row[]) {
    const [report] = await shop.load([shop.write("ExportOrderList.csv", csvText(headers, rows))]);
    if (report?.kind !== "loaded") throw new Error(report?.message);
    return report;
  }

  it("is an order in yuan and in the shop's time, and its buyer by pseudonyms", async () => {
    expect(await load([order])).toMatchObject({ format: "taobao-orders", rows: 1, refused: 0 });
    const account = pseudonym(testKey, "account", "花花2020");
    expect(await shop.rows("select * exclude (origin) from orders")).toEqual([
      {
        order_id: "1234567890123456789",
        customer_id: account,
        ordered_at: Date.UTC(2024, 0, 5, 2, 11, 12),
        country: null,
        currency: "CNY",
        cancelled: 0,
        cancelled_at: null,
        channel: "taobao",
        discount_cents: null,
        shipping_cents: 800,
        tax_cents: null,
        total_cents: 11780,
        updated_at: Date.UTC(2024, 0, 9),
      },
    ]);
    expect(await shop.rows("select customer_id, kind, value from identities order by kind")).toEqual([
      { customer_id: account, kind: "account", value: account },
      { customer_id: account, kind: "phone", value: pseudonym(testKey, "phone", "13812345678") },
    ]);
  });

  it.each(['="1234567890123456789"', "'1234567890123456789", "\t1234567890123456789", "1234567890123456789\t"])(
    "takes %j for the number it guards",
    async (guarded) => {
      expect(await load([{ ...order, 订单编号: guarded }])).toMatchObject({ refused: 0 });
      expect(await shop.rows("select order_id from orders")).toEqual([{ order_id: "1234567890123456789" }]);
    },
  );

  it("does not take for one buyer whom Taobao masks alike", async () => {
    await load([
      { ...order, 订单编号: "1", 买家会员名: "花**", 联系手机: "138****5678" },
      { ...order, 订单编号: "2", 买家会员名: "花**" },
    ]);
    expect(await shop.rows("select customer_id from orders order by order_id")).toEqual([
      { customer_id: null },
      { customer_id: pseudonym(testKey, "phone", "13812345678") },
    ]);
  });

  it("cancels what was closed, refuses what is not paid, and keeps what was paid back", async () => {
    const report = await load([
      { ...order, 订单编号: "1", 订单状态: "交易关闭", 订单付款时间: "", 退款金额: "" },
      { ...order, 订单编号: "2", 订单状态: "等待买家付款", 订单付款时间: "" },
      { ...order, 订单编号: "3", 订单状态: "卖家已发货，等待买家确认", 退款金额: "9.90" },
    ]);
    expect(report.reasons).toEqual([{ reason: "订单状态: not paid, so no sale yet (等待买家付款)", rows: 1 }]);
    expect(await shop.rows("select order_id, cancelled from orders order by 1")).toEqual([
      { order_id: "1", cancelled: 1 },
      { order_id: "3", cancelled: 0 },
    ]);
    expect(await shop.rows("select order_id, cents, currency, refunded_at from refunds")).toEqual([
      { order_id: "3", cents: 990, currency: "CNY", refunded_at: null },
    ]);
  });

  it("changes nothing when it is loaded again", async () => {
    const rows = [order, { ...order, 订单编号: "2", 退款金额: "1.00" }];
    await load(rows);
    const before = await shopContents(shop);
    await load(rows);
    expect(await shopContents(shop)).toEqual(before);
  });

  it.each([
    ["订单编号", "", "订单编号: missing"],
    ["订单创建时间", "昨天", "订单创建时间: not a date and time such as 2024-01-31 09:30:00"],
    ["总金额", "一百", "总金额: not an amount of money"],
    ["订单状态", "", "订单状态: missing"],
  ])("refuses an order whose %s is %j", async (header, value, reason) => {
    expect((await load([{ ...order, [header]: value }])).reasons).toEqual([{ reason, rows: 1 }]);
  });

  it("leaves no name, address or number in the shop", async () => {
    const folder = await openLoadingShop({ warehouse: "file" });
    const csv = csvText(headers, [order, { ...order, 订单编号: "2", 订单状态: "等待买家付款" }]);
    await folder.load([folder.write("ExportOrderList.csv", csv)]);
    const everything = await folder.everything();
    expect(everything).toContain("no sale yet");
    const inBytes = ["花花", "张三丰", "文三路"].map((text) => Buffer.from(text).toString("latin1"));
    for (const trace of ["花花", "张三丰", "文三路", "13812345678", ...inBytes])
      expect(everything).not.toContain(trace);
    folder.close();
  });
});
