import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pseudonym } from "#protect/pseudonym.js";
import { type LoadingShop, openLoadingShop, testKey } from "../../test/loading-shop.js";
import { shopContents } from "../../test/shop-contents.js";
import { openVault } from "./vault.js";

const ID = "110101199003072316";
const csv = (header: string, ...rows: string[]) => `${[header, ...rows].join("\n")}\n`;

describe("what is personal in what is loaded", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop({ currency: "CNY" });
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());
  const load = (name: string, content: string) => shop.load([shop.write(`${name}.csv`, content)]);
  async function sealed(loadId = 1): Promise<string[]> {
    const found: string[] = [];
    for await (const some of openVault(join(shop.folder, "vault"), loadId, testKey)) {
      found.push(...some.map(({ kind, written }) => `${kind} ${written}`));
    }
    return found.toSorted();
  }

  it("is hidden in reviews, and all else of them stays", async () => {
    await load(
      "reviews",
      csv(
        "review_id,item_id,title,text,rating",
        "1,A,好评,质量好，有事打13812345678或发zhang@qq.com,5",
        `2,A,Dear Mrs. Miller,"call +49 170 1234567, not 2024-01-31",4`,
        `3,A,,身份证${ID}，订单号13812345678,1`,
        "4,A,,Size 38-27-35 fits,5",
      ),
    );
    expect(await shop.rows("select title, text from reviews order by review_id")).toEqual([
      { title: "好评", text: "质量好，有事打•••或发•@•" },
      { title: "Dear Mrs. •••", text: "call •••, not 2024-01-31" },
      { title: null, text: "身份证•••，订单号13812345678" },
      { title: null, text: "Size 38-27-35 fits" },
    ]);
  });

  it("becomes a pseudonym where it is a customer's id, the same in every table, and is sealed", async () => {
    await load(
      "orders",
      csv(
        "order_id,customer_id,ordered_at",
        "1,Anna@Example.com,2024-01-05",
        "2,13812345678,2024-01-06",
        "3,c7,2024-01-07",
      ),
    );
    await load(
      "events",
      csv("customer_id,event,occurred_at", "Anna@Example.com,view,2024-01-05 10:00:00", "c7,view,2024-01-05 10:00:00"),
    );
    const anna = pseudonym(testKey, "email", "anna@example.com");
    const phone = pseudonym(testKey, "phone", "13812345678");
    expect(
      (await shop.rows("select customer_id from orders order by order_id")).map(({ customer_id }) => customer_id),
    ).toEqual([anna, phone, "c7"]);
    expect(await shop.rows("select customer_id from events order by arrival")).toEqual([
      { customer_id: anna },
      { customer_id: "c7" },
    ]);
    expect(await sealed()).toEqual(["email Anna@Example.com", "phone 13812345678"]);
    expect(await shop.everything()).not.toMatch(/anna@|13812345678/i);
  });

  it("becomes a pseudonym in identities of its kind; what is one already stays", async () => {
    const known = pseudonym(testKey, "email", "bert@example.org") ?? "";
    await load(
      "identities",
      csv(
        "customer_id,kind,value",
        "c1,email,anna@example.com",
        "c1,phone,+49 170 1234567",
        `c2,email,${known}`,
        "c2,device,d-1",
      ),
    );
    expect(await shop.rows("select customer_id, kind, value from identities order by all")).toEqual([
      { customer_id: "c1", kind: "email", value: pseudonym(testKey, "email", "anna@example.com") },
      { customer_id: "c1", kind: "phone", value: pseudonym(testKey, "phone", "+49 170 1234567") },
      { customer_id: "c2", kind: "device", value: "d-1" },
      { customer_id: "c2", kind: "email", value: known },
    ]);
    expect(await sealed()).toEqual(["email anna@example.com", "phone +49 170 1234567"]);
    expect(await shop.rows("select distinct customer_id from originals")).toEqual([{ customer_id: "c1" }]);
  });

  it("is hidden in what was searched for and in addresses of programs, and numbers of things stay", async () => {
    const rows = [
      "lamp,x",
      "anna@example.com,x",
      "+49 170 1234567,x",
      "sku 1234567890123,Bot/1.0 (+mailto:bot@example.com) 537.36 Chrome/120.0.6099.109",
    ];
    await load(
      "events",
      csv("query,user_agent,event,occurred_at", ...rows.map((row) => `${row},search,2024-01-05 10:00:00`)),
    );
    expect(await shop.rows("select query, user_agent from events order by arrival")).toEqual([
      { query: "lamp", user_agent: "x" },
      { query: "•@•", user_agent: "x" },
      { query: "•••", user_agent: "x" },
      { query: "sku 1234567890123", user_agent: "Bot/1.0 (+mailto:•@•) 537.36 Chrome/120.0.6099.109" },
    ]);
  });

  it("changes nothing when it is loaded again, in parts or whole", async () => {
    const header = "customer_id,query,event,occurred_at";
    const rows = ["a@b.de,a@b.de", "c1,a@b.de", "c1,c@d.de", "c1,lamp", "c1,lamp"].map(
      (row) => `${row},search,2024-01-05 10:00:00`,
    );
    await load("events", csv(header, ...rows));
    const whole = await shopContents(shop);
    await load("again", csv(header, ...rows));
    await load("part", csv(header, ...rows.slice(0, 3)));
    expect(await shopContents(shop)).toEqual(whole);
    expect(whole["events"]).toHaveLength(5);
  });

  it("is nowhere in what is told of a refused row, nor to be found by trying", async () => {
    const [report] = await load(
      "reviews",
      csv("review_id,item_id,text,rating", `1,A,电话13812345678,a@b.de`, `,A,${ID},5`, "3,A"),
    );
    expect(report).toMatchObject({ kind: "loaded", refused: 3 });
    expect(JSON.stringify(report)).not.toMatch(/13812345678|a@b/);
    expect(await shop.everything()).not.toMatch(new RegExp(`13812345678|a@b[.]de|${ID}`));
    expect(readFileSync(join(shop.folder, "quarantine", "load-1.parquet")).includes("13812345678")).toBe(false);
    const [{ bare } = {}] = await shop.rows(
      `select count(*) as bare from refusals where row_key = cast(md5('3,A') as uuid)`,
    );
    expect(bare).toBe(0);
  });

  it("asks for the shop's key only where something needs it", async () => {
    const asked = shop.keysAsked();
    await load("events", csv("customer_id,query,event,occurred_at", "c1,a@b.de,search,2024-01-05 10:00:00"));
    expect(shop.keysAsked()).toBe(asked);
  });
});
