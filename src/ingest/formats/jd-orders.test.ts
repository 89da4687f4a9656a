import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pseudonym } from "#protect/pseudonym.js";
import { csvText } from "../../../test/csv-text.js";
import { exportHeaders } from "../../../test/export-headers.js";
import { type LoadingShop, openLoadingShop, testKey } from "../../../test/loading-shop.js";
import { shopContents } from "../../../test/shop-contents.js";

type Row = Readonly<Record<string, string>>;
const headers = exportHeaders["jd-orders"].today;

const line: Row = {
  订单号: '="290012345678"',
  商品ID: "10012345",
  商品名称: "棉T恤 黑色 S",
  订购数量: "2",
  下单时间: "2024-01-05 10:11:12",
  京东价: "59.90",
  订单金额: "129.80",
  应付金额: "127.80",
  订单状态: "完成",
  下单帐号: "jd_huahua",
  客户姓名: "张三丰",
  客户地址: "浙江杭州市西湖区文三路 1 号",
  联系电话: "13812345678",
  运费金额: "8.00",
  付款确认时间: "2024-01-05 10:12:00",
  订单完成时间: "2024-01-09 08:00:00",
  商家SKUID: "TEE-BLK-S",
};
const mug: Row = { ...line, 商品ID: "10012346", 商品名称: "马克杯", 订购数量: "1", 京东价: "10.00", 商家SKUID: "" };

describe("a JD orders export", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop({ timeZone: "Asia/Shanghai" });
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  async function load(rows: readonly Row[]) {
    const [report] = await shop.load([shop.write("jd.csv", csvText(headers, rows))]);
    if (report?.kind !== "loaded") throw new Error(report?.message);
    return report;
  }

  it("is an order with its lines, in yuan and in the shop's time, and its buyer by pseudonyms", async () => {
    expect(await load([line, mug])).toMatchObject({ format: "jd-orders", rows: 2, refused: 0 });
    const account = pseudonym(testKey, "account", "jd_huahua");
    expect(await shop.rows("select * exclude (origin) from orders")).toEqual([
      {
        order_id: "290012345678",
        customer_id: account,
        ordered_at: Date.UTC(2024, 0, 5, 2, 11, 12),
        country: null,
        currency: "CNY",
        cancelled: 0,
        cancelled_at: null,
        channel: "jd",
        discount_cents: null,
        shipping_cents: 800,
        tax_cents: null,
        total_cents: 12780,
        updated_at: Date.UTC(2024, 0, 9),
      },
    ]);
    expect(await shop.rows("select item_id, cents from sales order by line_id")).toEqual([
      { item_id: "TEE-BLK-S", cents: 11980 },
      { item_id: "10012346", cents: 1000 },
    ]);
    expect(await shop.rows("select item_id, product_id, name, price from items order by 1")).toEqual([
      { item_id: "10012346", product_id: "10012346", name: "马克杯", price: 10 },
      { item_id: "TEE-BLK-S", product_id: "10012345", name: "棉T恤 黑色 S", price: 59.9 },
    ]);
    expect(await shop.rows("select kind, value from identities order by kind")).toEqual([
      { kind: "account", value: account },
      { kind: "phone", value: pseudonym(testKey, "phone", "13812345678") },
    ]);
  });

  it("does not take for one buyer whom JD masks alike", async () => {
    await load([{ ...line, 下单帐号: "jd_****", 联系电话: "138****5678" }]);
    expect(await shop.rows("select customer_id from orders")).toEqual([{ customer_id: null }]);
  });

  it("cancels what was deleted or cancelled and refuses what waits for payment", async () => {
    const report = await load([
      { ...line, 订单号: "1", 订单状态: "(删除)等待出库" },
      { ...line, 订单号: "2", 订单状态: "已取消" },
      { ...line, 订单号: "3", 订单状态: "等待付款" },
      { ...mug, 订单号: "3", 订单状态: "等待付款" },
      { ...line, 订单号: "4", 订单状态: "等待出库" },
    ]);
    expect(report.reasons).toEqual([{ reason: "订单号: not paid, so no sale yet (等待付款)", rows: 2 }]);
    expect(await shop.rows("select order_id, cancelled from orders order by 1")).toEqual([
      { order_id: "1", cancelled: 1 },
      { order_id: "2", cancelled: 1 },
      { order_id: "4", cancelled: 0 },
    ]);
    expect(await shop.rows("select order_id from sales")).toEqual([{ order_id: "4" }]);
  });

  it("changes nothing when it is loaded again", async () => {
    await load([line, mug]);
    const before = await shopContents(shop);
    await load([line, mug]);
    expect(await shopContents(shop)).toEqual(before);
  });

  it.each([
    ["订单号", "", "订单号: missing"],
    ["下单时间", "昨天", "下单时间: not a date and time such as 2024-01-31 09:30:00"],
    ["订购数量", "两件", "订购数量: not a whole number"],
    ["京东价", "", "京东价: missing"],
    ["应付金额", "一百", "应付金额: not an amount of money"],
  ])("refuses a row whose %s is %j", async (header, value, reason) => {
    expect((await load([{ ...line, [header]: value }])).reasons).toEqual([{ reason, rows: 1 }]);
    expect(await shop.rows("select * from order_lines")).toEqual([]);
  });

  it("leaves no name, account, address or number in the shop", async () => {
    const folder = await openLoadingShop({ warehouse: "file" });
    await folder.load([
      folder.write("jd.csv", csvText(headers, [line, { ...mug, 订单状态: "等待付款", 订单号: "2" }])),
    ]);
    const everything = await folder.everything();
    expect(everything).toContain("no sale yet");
    const inBytes = ["张三丰", "文三路"].map((text) => Buffer.from(text).toString("latin1"));
    for (const trace of ["huahua", "张三丰", "文三路", "13812345678", ...inBytes])
      expect(everything).not.toContain(trace);
    folder.close();
  });
});
