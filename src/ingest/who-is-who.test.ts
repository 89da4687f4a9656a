import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Decisions, noDecisions } from "#identity/decisions.js";
import { pseudonym } from "#protect/pseudonym.js";
import { type IdentityRows, type IdentityTable, identityFiles } from "../../test/identity-files.js";
import { type LoadingShop, openLoadingShop, testKey } from "../../test/loading-shop.js";

const identity = (customer_id: string, kind: string, value: string) => ({ customer_id, kind, value });
const order = (order_id: string, customer_id: string, day = "2024-03-01") => ({
  order_id,
  customer_id,
  ordered_at: `${day} 10:00:00`,
});
const line = (order_id: string) => ({ order_id, item_id: "A", quantity: "1", unit_price: "10" });

describe("who is who", () => {
  let shop: LoadingShop;
  beforeAll(async () => {
    shop = await openLoadingShop({ currency: "EUR", country: "DE" });
  });
  beforeEach(() => shop.clear());
  afterAll(() => shop.close());

  async function load(rows: IdentityRows, decisions: Decisions = noDecisions) {
    const files = identityFiles(rows).map(([name, content]) => shop.write(name, content));
    const reports = await shop.load(files, { identity: decisions });
    for (const report of reports) if (report.kind === "refused") throw new Error(report.message);
  }
  const joined = () => shop.rows("select source_id, customer_id from joined_customers order by 1");
  const buyers = () => shop.rows("select order_id, customer_id from clean_orders order by 1");

  /** All that follows from the evidence, without the loads, which are as the files came. */
  async function outcome() {
    const queries = [
      "select source_id, customer_id from joined_customers order by 1",
      "select join_id, customer_id, other_id, rule, value, seen_at from customer_joins order by 1, 2",
      "select anonymous_id, customer_id, rule, seen_at from visitor_owners order by 1",
      "select order_id, customer_id from guest_orders order by 1",
      "select kind, value, reason, customers, names from shared_identities order by 1, 2",
      "select order_id, customer_id from clean_orders order by 1",
      "select event_id, customer_id from clean_events order by 1",
      "select customer_id, created_at, country from clean_customers order by 1",
    ];
    const found = [];
    for (const sql of queries) found.push(await shop.rows(sql));
    return found;
  }

  it("joins a guest who later registers, by the same address in another spelling", async () => {
    await load({
      customers: [{ customer_id: "C1", created_at: "2024-04-01 09:00:00", country: "DE" }],
      orders: [order("1", "G1"), order("2", "C1", "2024-04-02")],
      order_lines: [line("1"), line("2")],
      identities: [identity("G1", "email", "anna.b+shop@googlemail.com"), identity("C1", "email", "AnnaB@gmail.com")],
    });
    expect(await joined()).toEqual([{ source_id: "G1", customer_id: "C1" }]);
    expect(await shop.rows("select distinct customer_id from sales")).toEqual([{ customer_id: "C1" }]);
    expect(await shop.rows("select customer_id, other_id, rule, value, load_id from customer_joins")).toEqual([
      {
        customer_id: "G1",
        other_id: "C1",
        rule: "email",
        value: pseudonym(testKey, "email", "annab@gmail.com"),
        load_id: 4,
      },
    ]);
  });

  it("joins the customer of the books with the account number that the tracker knows", async () => {
    await load({
      identities: [identity("anna@example.com", "account", "17")],
      events: [{ event_id: "1", customer_id: "17", event: "view", occurred_at: "2024-01-01 10:00:00" }],
      orders: [order("1", "anna@example.com")],
    });
    const anna = pseudonym(testKey, "email", "anna@example.com");
    expect(await shop.rows("select customer_id from clean_events")).toEqual(
      await shop.rows("select customer_id from clean_orders"),
    );
    expect((await joined()).flatMap(Object.values)).toContain(anna);
  });

  const family: IdentityRows = {
    identities: [
      identity("C1", "phone", "0170 1234567"),
      identity("C2", "phone", "+49 170 1234567"),
      identity("C1", "name", "Anna Muster"),
      identity("C2", "name", "Bert Muster"),
    ],
    orders: [order("1", "C1"), order("2", "C2")],
  };

  it("keeps two people apart who share a phone, and says that it is shared", async () => {
    await load(family);
    expect(await joined()).toEqual([]);
    expect(await shop.rows("select kind, reason, customers, names from shared_identities")).toEqual([
      { kind: "phone", reason: "names", customers: 2, names: 2 },
    ]);
  });

  it("gives what was looked at before log-in to who logged in, by device and by visit", async () => {
    const event = (event_id: string, more: object) => ({
      event_id,
      event: "view",
      occurred_at: "2024-01-01 10:00:00",
      ...more,
    });
    await load({
      events: [
        event("1", { anonymous_id: "d1" }),
        event("2", { anonymous_id: "d1", customer_id: "C1" }),
        event("3", { anonymous_id: "d2", session_id: "s" }),
        event("4", { customer_id: "C1", session_id: "s" }),
        event("5", { anonymous_id: "d2" }),
        event("6", { anonymous_id: "d3" }),
        event("7", { anonymous_id: "d4", customer_id: "C1" }),
        event("8", { anonymous_id: "d4", customer_id: "C2" }),
        event("9", { anonymous_id: "d4" }),
      ],
    });
    expect(
      (await shop.rows("select customer_id from clean_events order by event_id")).map((row) => row["customer_id"]),
    ).toEqual(["C1", "C1", "C1", "C1", "C1", null, "C1", "C2", null]);
    expect(await shop.rows("select anonymous_id, rule from visitor_owners order by 1")).toEqual([
      { anonymous_id: "d1", rule: "device" },
      { anonymous_id: "d2", rule: "session" },
    ]);
    expect(await shop.rows("select kind, value, reason from shared_identities")).toEqual([
      { kind: "device", value: "d4", reason: "customers" },
    ]);
  });

  it("makes one funnel of a customer who looked before log-in, put into the basket after it and bought as a guest", async () => {
    const step = (event_id: string, event: string, more: object) => ({
      event_id,
      event,
      item_id: "A",
      occurred_at: `2024-03-01 10:0${event_id}:00`,
      ...more,
    });
    await load({
      events: [
        step("1", "view", { anonymous_id: "d1", session_id: "s1" }),
        step("2", "cart", { customer_id: "C1", session_id: "s1" }),
        step("3", "purchase", { anonymous_id: "d2", session_id: "s2", order_id: "1" }),
      ],
      orders: [order("1", "G1")],
      identities: [identity("G1", "email", "Anna@example.com"), identity("C1", "email", "anna@example.com")],
    });
    const funnel = await shop.rows(
      `select count(distinct customer_id) as customers, count(case when event = 'view' then 1 end) as views,
         count(case when event = 'cart' then 1 end) as carts, count(case when event = 'purchase' then 1 end) as purchases
       from clean_events where customer_id is not null`,
    );
    expect(funnel).toEqual([{ customers: 1, views: 1, carts: 1, purchases: 1 }]);
  });

  it("gives an order without a customer to the one whose visit placed it", async () => {
    await load({
      orders: [order("1", ""), order("2", ""), order("3", "guest")],
      order_lines: [line("1"), line("2"), line("3")],
      events: ["1", "2", "3"].map((order_id) => ({
        event_id: order_id,
        anonymous_id: order_id === "2" ? "d9" : "d1",
        event: "purchase",
        occurred_at: "2024-03-01 10:00:00",
        order_id,
      })),
      identities: [identity("C1", "device", "d1")],
    });
    expect(await buyers()).toEqual([
      { order_id: "1", customer_id: "C1" },
      { order_id: "2", customer_id: null },
      { order_id: "3", customer_id: "C1" },
    ]);
  });

  it("joins the tracker's user with the buyer in the books by the order both name, and the device that placed it", async () => {
    const purchase = { event: "purchase", occurred_at: "2024-03-01 10:00:00" };
    await load({
      orders: [order("1", "anna@example.com"), order("2", "C2")],
      events: [
        { ...purchase, event_id: "1", customer_id: "u-7", order_id: "1" },
        { ...purchase, event_id: "2", anonymous_id: "d2", order_id: "2" },
        { ...purchase, event_id: "3", anonymous_id: "d2", event: "view" },
      ],
    });
    expect(await shop.rows("select customer_id, other_id, rule, value from customer_joins")).toMatchObject([
      { rule: "order", value: "1" },
    ]);
    const [buyer] = await shop.rows("select customer_id from clean_orders where order_id = '1'");
    expect(await shop.rows("select event_id, customer_id from clean_events order by 1")).toEqual([
      { event_id: "1", customer_id: buyer?.["customer_id"] },
      { event_id: "2", customer_id: "C2" },
      { event_id: "3", customer_id: "C2" },
    ]);
  });

  it("reads what stands for nobody as nobody, and joins nobody by it", async () => {
    const hostile = ["noreply@shop.de", "unknown@example.com", "null", ""];
    await load({
      identities: [
        ...hostile.flatMap((value, place) => [
          identity(`C${place}`, "email", value),
          identity(`D${place}`, "email", value),
        ]),
        ...["00000000", "12345678", "+49 0000000"].flatMap((value, place) => [
          identity(`E${place}`, "phone", value),
          identity(`F${place}`, "phone", value),
        ]),
        ...["null", "0", "guest", "00000000-0000-0000-0000-000000000000"].flatMap((value) => [
          identity("G", "account", value),
          identity("H", "account", value),
          identity("G", "device", value),
          identity(value, "phone", "0170 1234567"),
        ]),
      ],
      orders: [order("1", "null"), order("2", "Guest"), order("3", "C1")],
      events: ["null", "0"].flatMap((anonymous_id, place) => [
        { event_id: `${place}`, customer_id: "C1", anonymous_id, event: "view", occurred_at: "2024-01-01 10:00:00" },
        { event_id: `${place}x`, anonymous_id, event: "view", occurred_at: "2024-01-01 10:00:00" },
      ]),
    });
    expect(await shop.rows("select * from customer_joins")).toEqual([]);
    expect(await shop.rows("select * from visitor_owners")).toEqual([]);
    expect((await buyers()).map((row) => row["customer_id"])).toEqual([null, null, "C1"]);
  });

  it("stays with what its owner decided, and is as before when that is taken back", async () => {
    const rows: IdentityRows = {
      identities: [
        identity("A", "email", "anna@example.com"),
        identity("B", "email", "anna@example.com"),
        identity("B", "phone", "0170 1234567"),
        identity("C", "phone", "0170 1234567"),
        identity("C", "name", "Anna Muster"),
        identity("B", "name", "Anna Muster"),
        identity("A", "device", "d1"),
      ],
      events: [{ event_id: "1", anonymous_id: "d1", event: "view", occurred_at: "2024-01-01 10:00:00" }],
    };
    await load(rows);
    const before = await outcome();
    const names = async (decisions: Partial<Decisions>) => {
      await load({ events: rows.events! }, { ...noDecisions, ...decisions });
      return (await joined()).map(Object.values).join(" ");
    };
    const phone = `phone:${pseudonym(testKey, "phone", "+491701234567")}`;
    expect(await names({})).toBe("B,A C,A");
    expect(await names({ off: ["phone"] })).toBe("B,A");
    expect(await names({ blocked: [phone] })).toBe("B,A");
    expect(await names({ apart: [["B", "A"]] })).toBe("C,B");
    expect(await names({ apart: [["C", "A"]] })).toBe("B,A");
    expect(await names({ off: ["device"] })).toBe("B,A C,A");
    expect(await shop.rows("select * from visitor_owners")).toEqual([]);
    await names({ blocked: ["device:d1"] });
    expect(await shop.rows("select * from visitor_owners")).toEqual([]);
    await names({});
    expect(await outcome()).toEqual(before);
  });

  const people = ["A", "B", "C", "17", "18"];
  const someone = fc.constantFrom(...people);
  const cells = {
    identities: fc
      .tuple(
        someone,
        fc.constantFrom(
          ["email", "anna@example.com"],
          ["email", "Bert@gmail.com"],
          ["email", "be.rt@gmail.com"],
          ["phone", "0170 1234567"],
          ["phone", "+49 170 1234567"],
          ["phone", "0170 7654321"],
          ["account", "17"],
          ["account", "18"],
          ["name", "Anna Muster"],
          ["name", "Muster, Bert"],
          ["device", "d1"],
        ),
        fc.constantFrom("", "2024-01-01", "2024-02-02"),
      )
      .map(([customer_id, [kind = "", value = ""], first_seen_at]) => ({ customer_id, kind, value, first_seen_at })),
    customers: someone.map((customer_id) => ({
      customer_id,
      created_at: `2024-0${people.indexOf(customer_id) + 1}-01`,
      country: "",
    })),
    orders: fc
      .tuple(fc.nat(5), fc.constantFrom("", "null", ...people))
      .map(([place, customer]) => order(`o${place}${customer}`, customer)),
    events: fc
      .record({
        customer_id: fc.constantFrom("", ...people),
        anonymous_id: fc.constantFrom("", "d1", "d2", "d3"),
        session_id: fc.constantFrom("", "s1", "s2"),
        order_id: fc.constantFrom("", "o1", "o2", "o1null"),
        minute: fc.integer({ min: 10, max: 59 }),
      })
      .map(({ minute, ...more }) => ({
        ...more,
        event_id: Object.values({ minute, ...more }).join("-"),
        event: "view",
        occurred_at: `2024-03-01 10:${minute}:00`,
      })),
  };
  type Row = readonly [table: IdentityTable, cells: Readonly<Record<string, string>>];
  const row: fc.Arbitrary<Row> = fc.oneof(
    ...Object.entries(cells).map(([table, arbitrary]) =>
      (arbitrary as fc.Arbitrary<Readonly<Record<string, string>>>).map((one): Row => [table as IdentityTable, one]),
    ),
  );
  const deliveries = fc.array(row, { minLength: 1, maxLength: 24 }).chain((rows) =>
    fc.record({
      rows: fc.constant(rows),
      shuffled: fc.shuffledSubarray(rows, { minLength: rows.length }),
      cuts: fc
        .array(fc.nat(rows.length), { minLength: 1, maxLength: 1 })
        .map((cuts) => [0, ...cuts.toSorted((a, b) => a - b), rows.length]),
      again: fc.subarray(rows),
    }),
  );

  it("is the same in any order and split of the deliveries, some of them twice", async () => {
    await fc.assert(
      fc.asyncProperty(deliveries, async ({ rows, shuffled, cuts, again }) => {
        await shop.clear();
        await load(byTable(rows));
        const once = await outcome();
        await shop.clear();
        for (const [place, from] of cuts.slice(0, -1).entries()) {
          const part = shuffled.slice(from, cuts[place + 1]);
          if (part.length > 0) await load(byTable(part));
        }
        if (again.length > 0) await load(byTable(again));
        expect(await outcome()).toEqual(once);
      }),
      { numRuns: 5 },
    );
  });
});

function byTable(rows: readonly (readonly [IdentityTable, Readonly<Record<string, string>>])[]): IdentityRows {
  const found: Partial<Record<IdentityTable, Readonly<Record<string, string>>[]>> = {};
  for (const [table, cells] of rows) {
    found[table] ??= [];
    found[table].push(cells);
  }
  return found;
}
