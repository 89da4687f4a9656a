import { placements } from "#measure/area-under-roc.js";
import { numbers, type Table, textAt, texts } from "#table/table.js";
import type { AnyTask, Context } from "#tasks/task.js";

/** Two moments of the same shop. */
export interface Moments {
  readonly now: Context;
  readonly later: Context;
}

const FEWEST = 20;

/**
 * How wrong what a model says now turns out to be later, by the measure that decides between the task's candidates.
 *
 * @returns [cases] the same cases in the same order for every model; lower is better.
 * @throws for a task that has no judge here yet, and when there is too little to judge by.
 */
export async function hindsight(task: AnyTask, model: unknown, moments: Moments): Promise<Float64Array> {
  const judge = judges[task.name];
  if (!judge) throw new Error(`say in hindsight.ts how far off ${task.name} can turn out to be`);
  const answers = await task.answers(
    model,
    task.parse({}),
    asksOfWhatCame.has(task.name) ? moments.later : moments.now,
  );
  const losses = await judge(answers, moments);
  if (losses.length < FEWEST) throw new Error(`${task.name} has only ${losses.length} cases to judge by`);
  return losses;
}

/** Tasks that foretell nothing but read what is there: they are judged on what has come since. */
const asksOfWhatCame: ReadonlySet<string> = new Set(["reviews", "images"]);

const judges: Readonly<Record<string, (answers: Table, moments: Moments) => Promise<Float64Array>>> = {
  /** For each customer who ordered again, the share of those who did not and were given the higher chance. */
  async profile(answers, { now, later }) {
    const orders = await later.read("orders", { customer: "" });
    const customer = texts(orders, "customer_id");
    const today = Date.parse(now.asOf);
    const orderedAt = numbers(orders, "ordered_at");
    const cameBack = new Set(Array.from(orderedAt, (at, row) => (at >= today ? textAt(customer, row) : null)));
    const known = texts(answers, "customer_id");
    const chances = numbers(answers, "buy_again_chance");
    const positive = Uint8Array.from(chances, (_, row) => Number(cameBack.has(textAt(known, row))));
    return placements(chances, positive).map((share) => 1 - share);
  },

  /** The miss of each day that has come since. */
  async trends(answers, { later }) {
    const sales = await later.read("daily_sales");
    const known = texts(sales, "ds");
    const y = numbers(sales, "y");
    const sold = new Map(Array.from(y, (cents, row) => [textAt(known, row), cents]));
    const days = texts(answers, "ds");
    const misses = numbers(answers, "mean").map((cents, row) =>
      Math.abs(cents - (sold.get(textAt(days, row)) ?? Number.NaN)),
    );
    return misses.filter((miss) => !Number.isNaN(miss));
  },

  /** For each customer who came back, whether the first thing taken was none of the ten shown. */
  async recommend(answers, { now, later }) {
    const had = itemsByCustomer(await now.read("interactions", { customer: "" }));
    const have = itemsByCustomer(await later.read("interactions", { customer: "" }));
    const shown = itemsByCustomer(answers);
    const known = (customer: string) => had.get(customer)?.length ?? 0;
    const cameBack = [...have].filter(([customer, items]) => items.length > known(customer));
    return Float64Array.from(cameBack, ([customer, items]) =>
      shown.get(customer)?.includes(items[known(customer)]!) ? 0 : 1,
    );
  },

  /** How surprising the stars of each review that has come since are to who read its words. */
  async reviews(answers, { now, later }) {
    const before = new Set(idsOf(await now.read("reviews")));
    const written = await later.read("reviews");
    const stars = numbers(written, "positive");
    const known = idsOf(written);
    const positive = new Map(known.flatMap((id, row) => (before.has(id) ? [] : [[id, stars[row]!] as const])));
    const chances = numbers(answers, "probability");
    const losses = idsOf(answers).map((id, row) => {
      const truth = positive.get(id) ?? Number.NaN;
      return -Math.log(truth === 1 ? chances[row]! : truth === 0 ? 1 - chances[row]! : Number.NaN);
    });
    return Float64Array.from(losses).filter((loss) => !Number.isNaN(loss));
  },

  /** How surprising the category of each picture that has come since is to who sees it. */
  async images(answers, { now, later }) {
    const filesOf = (table: Table) => {
      const file = texts(table, "file");
      return Array.from({ length: table.rows }, (_, row) => textAt(file, row) ?? "");
    };
    const before = new Set(filesOf(await now.read("pictures")));
    const came = new Set(filesOf(await later.read("pictures")).filter((file) => !before.has(file)));
    const chances = numbers(answers, "category_probability");
    const losses = filesOf(answers).map((file, row) =>
      came.has(file) ? -Math.log(Math.max(1e-6, chances[row]!)) : Number.NaN,
    );
    return Float64Array.from(losses).filter((loss) => !Number.isNaN(loss));
  },
};

function idsOf(table: Table): string[] {
  const id = texts(table, "review_id");
  return Array.from({ length: table.rows }, (_, row) => textAt(id, row) ?? "");
}

function itemsByCustomer(table: Table): Map<string, string[]> {
  const customer = texts(table, "customer_id");
  const item = texts(table, "item_id");
  const items = new Map<string, string[]>();
  for (let row = 0; row < table.rows; row++) {
    const id = textAt(customer, row) ?? "";
    const taken = items.get(id);
    if (taken) taken.push(textAt(item, row) ?? "");
    else items.set(id, [textAt(item, row) ?? ""]);
  }
  return items;
}
