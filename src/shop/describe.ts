import { type TableName, tableNames } from "#contract/contract.js";
import { numbers, type Table, textAt, texts } from "#table/table.js";
import { asLoaded } from "./as-loaded.js";
import { type CleaningReport, cleaningReport } from "./cleaning-report.js";
import { type IdentityReport, identityReport } from "./identity-report.js";
import type { Shop } from "./shop.js";

/** What is in a shop: the document `shoplens describe --json` prints. Amounts in minor units of the shop's currency. */
export interface Description {
  readonly sales: {
    readonly lines: number;
    readonly orders: number;
    readonly customers: number;
    readonly cents: number;
    /** ISO 8601 UTC; null when there are no sales. */
    readonly firstAt: string | null;
    readonly lastAt: string | null;
  };
  readonly refunds: { readonly lines: number; readonly orders: number; readonly cents: number };
  /** Money given back on orders that still count as sold; undated: placed on the day of the order. */
  readonly paidBack: { readonly refunds: number; readonly cents: number; readonly undated: number };
  readonly refused: {
    readonly rows: number;
    readonly reasons: readonly { readonly reason: string; readonly rows: number }[];
  };
  readonly tables: Readonly<Record<TableName, number>>;
  readonly currency: string | null;
  /** Lines that are neither sale nor refund, such as stock written off. */
  readonly adjustments: { readonly lines: number; readonly cents: number };
  /** Sales lines in a currency that no dated rate converts: not in `sales`. */
  readonly unconverted: readonly { readonly currency: string; readonly lines: number; readonly cents: number }[];
  /** What cleaning found, what is done about it, and what the tasks read after it. */
  readonly cleaning: CleaningReport;
  /** Which customer ids the tasks read as one customer, and why. */
  readonly identity: IdentityReport;
}

/**
 * As loaded, whatever cleaning leaves out or changes and who is joined for the tasks: what is described is what the
 * sources say.
 */
export async function describeShop(shop: Shop): Promise<Description> {
  const cleaning = await cleaningReport(shop);
  const isChanged = cleaning.rules.some(({ changed }) => changed > 0);
  const identity = await identityReport(shop);
  const isJoined =
    identity.nobody > 0 || identity.rules.some(({ customers, visitors, orders }) => customers + visitors + orders > 0);
  const described = isChanged || isJoined ? await asLoaded(shop, () => describeSales(shop)) : await describeSales(shop);
  return { ...described, cleaning, identity };
}

/** As the tasks read it. */
export async function describeSales({ warehouse, facts }: Shop): Promise<Omit<Description, "cleaning" | "identity">> {
  const sales = await warehouse.query(
    `select count(*) as lines, count(distinct order_id) as orders, count(distinct customer_id) as customers,
       coalesce(sum(cents), 0) as cents, min(occurred_at) as first_at, max(occurred_at) as last_at from sales`,
  );
  const others = await warehouse.query(
    `select
       count(case when kind = 'refund' then 1 end) as refund_lines,
       count(distinct case when kind = 'refund' then order_id end) as refund_orders,
       coalesce(abs(sum(case when kind = 'refund' then cents end)), 0) as refund_cents,
       count(case when kind = 'adjustment' then 1 end) as adjustment_lines,
       coalesce(sum(case when kind = 'adjustment' then cents end), 0) as adjustment_cents
     from converted_lines`,
  );
  const paidBack = await warehouse.query(
    `select count(*) as refunds, coalesce(sum(cents), 0) as cents, count(case when undated then 1 end) as undated from paid_back`,
  );
  const unconverted = await warehouse.query(
    `select currency, count(*) as lines, sum(own_cents) as cents from converted_lines
     where cents is null and kind = 'sale' group by currency order by currency`,
  );
  const reasons = await warehouse.query(
    "select reason, count(*) as lines from refusals group by reason order by lines desc, reason",
  );
  const counts = await warehouse.query(
    tableNames.map((name) => `select '${name}' as name, count(*) as lines from ${name}`).join(" union all "),
  );
  return {
    sales: {
      lines: first(sales, "lines"),
      orders: first(sales, "orders"),
      customers: first(sales, "customers"),
      cents: first(sales, "cents"),
      firstAt: isoTime(first(sales, "first_at")),
      lastAt: isoTime(first(sales, "last_at")),
    },
    refunds: {
      lines: first(others, "refund_lines"),
      orders: first(others, "refund_orders"),
      cents: first(others, "refund_cents"),
    },
    paidBack: {
      refunds: first(paidBack, "refunds"),
      cents: first(paidBack, "cents"),
      undated: first(paidBack, "undated"),
    },
    refused: {
      rows: numbers(reasons, "lines").reduce((sum, rows) => sum + rows, 0),
      reasons: Array.from(numbers(reasons, "lines"), (rows, i) => ({
        reason: textAt(texts(reasons, "reason"), i) ?? "",
        rows,
      })),
    },
    tables: Object.fromEntries(
      Array.from(numbers(counts, "lines"), (rows, i) => [textAt(texts(counts, "name"), i), rows]),
    ) as Description["tables"],
    currency: (await facts()).currency,
    adjustments: { lines: first(others, "adjustment_lines"), cents: first(others, "adjustment_cents") },
    unconverted: Array.from(numbers(unconverted, "lines"), (lines, i) => ({
      currency: textAt(texts(unconverted, "currency"), i) ?? "",
      lines,
      cents: numbers(unconverted, "cents")[i] ?? 0,
    })),
  };
}

const first = (table: Table, name: string) => numbers(table, name)[0] ?? Number.NaN;
const isoTime = (milliseconds: number) => (Number.isNaN(milliseconds) ? null : new Date(milliseconds).toISOString());
