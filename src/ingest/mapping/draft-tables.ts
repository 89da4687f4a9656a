import { isPersonalHeader } from "#protect/mask.js";
import type { SampledColumn } from "./guess-roles.js";
import type { Role } from "./header-words.js";
import { type MappedColumn, type MappedTable, UNSAID } from "./mapping.js";

type Columns = MappedTable["columns"];

/** What a file's rows are, and what else they tell of. */
export interface Guess {
  readonly roles: ReadonlyMap<Role, SampledColumn>;
  /** The currency that signs beside its amounts name, if any. */
  readonly currency: string | null;
  /** The words of its status column that mean an order was taken back. */
  readonly takenBack: readonly string[];
}

type Recipe = readonly [holds: readonly (readonly Role[])[], tables: (guess: Guess) => MappedTable[]];

/** The first of which all roles of one list are there says what a file's rows are. */
const recipes: readonly Recipe[] = [
  [[["event"]], events],
  [
    [
      ["spend", "impressions"],
      ["spend", "clicks"],
      ["spend", "campaign"],
    ],
    spend,
  ],
  [[["rating"], ["review"]], reviews],
  [[["refund_id"]], refunds],
  [
    [
      ["item_id", "order_id"],
      ["item_name", "order_id"],
    ],
    lines,
  ],
  [
    [
      ["order_id", "order_total"],
      ["order_id", "status"],
    ],
    orders,
  ],
  [[["order_id", "refund"]], refunds],
  [[["order_id"]], orders],
  [
    [
      ["item_id", "quantity", "time"],
      ["item_name", "quantity", "time"],
    ],
    lines,
  ],
  [[["item_id"], ["item_name"]], items],
  [[["email"], ["phone"], ["customer_id"], ["account"]], customers],
];

/** Tables of a mapping for a file whose columns hold these; what must be said and is not known is UNSAID. */
export function draftTables(guess: Guess): MappedTable[] {
  const holds = (roles: readonly Role[]) => roles.every((role) => guess.roles.has(role));
  const [, tables] = recipes.find(([lists]) => lists.some(holds)) ?? [[], orders];
  return tables(guess);
}

/** A contract column from the first of these roles that a column has. */
function from({ roles }: Guess, ...wanted: readonly Role[]): string | undefined {
  return wanted.map((role) => roles.get(role)?.header).find((header) => header !== undefined);
}

/** Only what is known, and UNSAID for what is needed. */
function columnsOf(known: Readonly<Record<string, Columns[string] | undefined>>, needed: readonly string[]): Columns {
  return Object.fromEntries(
    Object.entries(known).flatMap(([name, mapped]): [string, Columns[string]][] => {
      if (mapped !== undefined) return [[name, mapped]];
      return needed.includes(name) ? [[name, UNSAID]] : [];
    }),
  );
}

function lines(guess: Guess): MappedTable[] {
  const price = from(guess, "unit_price");
  const discount = from(guess, "discount");
  const total = price ? from(guess, "line_total") : from(guess, "line_total", "order_total");
  const item = from(guess, "item_id", "item_name");
  const columns = columnsOf(
    {
      order_id: id(from(guess, "order_id")),
      item_id: id(item),
      quantity: from(guess, "quantity") ?? { value: "1" },
      unit_price: price,
      ...(total && !(price && discount) && { line_total: total }),
      discount,
    },
    ["order_id", "item_id", ...(total ? [] : ["unit_price"])],
  );
  return [{ table: "order_lines", columns }, ...ordersBeside(guess, total), ...itemsBeside(guess)];
}

function orders(guess: Guess): MappedTable[] {
  return ordersBeside(guess, undefined);
}

/** @param spoken the column that is spoken for already, and so no total of the order */
function ordersBeside(guess: Guess, spoken: string | undefined): MappedTable[] {
  const total = from(guess, "order_total");
  const columns = columnsOf(
    {
      order_id: id(from(guess, "order_id")),
      ordered_at: moment(guess),
      customer_id: customer(guess),
      country: from(guess, "country"),
      currency: currency(guess),
      cancelled: cancelled(guess),
      channel: from(guess, "channel"),
      shipping_cents: from(guess, "shipping"),
      tax_cents: from(guess, "tax"),
      total_cents: total === spoken ? undefined : total,
    },
    ["order_id", "ordered_at"],
  );
  return [{ table: "orders", columns }, ...(customer(guess) === undefined ? [] : people(guess, {}))];
}

function items(guess: Guess): MappedTable[] {
  const columns = columnsOf(
    {
      item_id: id(from(guess, "item_id", "item_name")),
      name: from(guess, "item_name"),
      category: from(guess, "category"),
      brand: from(guess, "brand"),
      price: from(guess, "unit_price"),
      currency: currency(guess),
    },
    ["item_id"],
  );
  return [{ table: "items", columns }];
}

/** Nothing where an item's number is all that a row tells of it. */
const itemsBeside = (guess: Guess) => items(guess).filter(({ columns }) => Object.keys(columns).length > 1);

function customers(guess: Guess): MappedTable[] {
  return people(guess, { created_at: moment(guess), country: from(guess, "country") });
}

/** Customers and what they are known by. */
function people(guess: Guess, more: Readonly<Record<string, Columns[string] | undefined>>): MappedTable[] {
  const first = { customer_id: customer(guess) ?? UNSAID };
  const known = (["email", "phone", "account"] as const).flatMap((kind): MappedTable[] => {
    const header = from(guess, kind);
    const value = header && { column: header, pseudonym: kind };
    return value ? [{ table: "identities", columns: { ...first, kind: { value: kind }, value } }] : [];
  });
  return [{ table: "customers", columns: columnsOf({ ...first, ...more }, []) }, ...known];
}

function events(guess: Guess): MappedTable[] {
  const columns = columnsOf(
    {
      event: from(guess, "event"),
      occurred_at: moment(guess),
      event_id: from(guess, "event_id"),
      customer_id: customer(guess),
      anonymous_id: id(from(guess, "device")),
      session_id: from(guess, "session_id"),
      item_id: id(from(guess, "item_id", "item_name")),
      order_id: id(from(guess, "order_id")),
      quantity: from(guess, "quantity"),
      price: from(guess, "unit_price"),
      currency: currency(guess),
    },
    ["event", "occurred_at"],
  );
  return [{ table: "events", columns }, ...itemsBeside(guess)];
}

function refunds(guess: Guess): MappedTable[] {
  const columns = columnsOf(
    {
      refund_id: id(from(guess, "refund_id", "order_id")),
      order_id: id(from(guess, "order_id")),
      item_id: id(from(guess, "item_id")),
      quantity: from(guess, "quantity"),
      cents: positive(from(guess, "refund", "order_total", "line_total")),
      currency: currency(guess),
      refunded_at: moment(guess),
      reason: from(guess, "reason"),
    },
    ["refund_id", "order_id", "cents"],
  );
  return [{ table: "refunds", columns }];
}

function reviews(guess: Guess): MappedTable[] {
  const columns = columnsOf(
    {
      review_id: id(from(guess, "review_id")),
      item_id: id(from(guess, "item_id", "item_name")),
      customer_id: customer(guess),
      order_id: id(from(guess, "order_id")),
      rating: from(guess, "rating"),
      text: from(guess, "review"),
      written_at: moment(guess),
    },
    ["review_id"],
  );
  return [{ table: "reviews", columns }];
}

function spend(guess: Guess): MappedTable[] {
  const columns = columnsOf(
    {
      channel: from(guess, "channel"),
      campaign_id: from(guess, "campaign"),
      day: from(guess, "time"),
      cents: from(guess, "spend"),
      currency: currency(guess),
      impressions: from(guess, "impressions"),
      clicks: from(guess, "clicks"),
    },
    ["channel", "day", "cents"],
  );
  return [{ table: "spend", columns }];
}

/** The same customer as the shop's other exports come to: by e-mail, else phone, else account. */
function customer(guess: Guess): Columns[string] | undefined {
  const known = (["email", "phone", "account"] as const).flatMap((kind): MappedColumn[] => {
    const header = from(guess, kind);
    return header ? [{ column: header, pseudonym: kind }] : [];
  });
  const number = id(from(guess, "customer_id"));
  const all = number === undefined ? known : [...known, number];
  return all.length > 1 ? all : all[0];
}

/** A number of the shop's own; under a header that may be about people, its pseudonym. */
function id(header: string | undefined): MappedColumn | undefined {
  if (header === undefined || !isPersonalHeader(header)) return header;
  return { column: header, pseudonym: "account" };
}

function moment(guess: Guess): MappedColumn | undefined {
  const [day, clock] = [from(guess, "time"), from(guess, "clock")];
  return day && clock ? { join: [day, clock] } : day;
}

const positive = (header: string | undefined): MappedColumn | undefined =>
  header && { column: header, sign: "absolute" };

function currency(guess: Guess): MappedColumn | undefined {
  const header = from(guess, "currency");
  if (header) return header;
  return guess.currency ? { value: guess.currency } : undefined;
}

function cancelled({ roles, takenBack }: Guess): MappedColumn | undefined {
  const header = roles.get("status")?.header;
  if (!header || takenBack.length === 0) return undefined;
  return { column: header, words: Object.fromEntries(takenBack.map((word) => [word, "true"])), otherwise: "false" };
}
