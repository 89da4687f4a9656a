import { numbers, type Table, type TextColumn, tableOf, texts } from "#table/table.js";
import type { Context } from "../task.js";
import { chance, rankingOf } from "./buy-again.js";
import type { ProfileModel } from "./model.js";
import { segmentOf } from "./segments.js";
import { allScores, snapshotOf } from "./snapshot.js";
import { EVERYONE } from "./train.js";

/** Every known customer with a sale, in the order of their ids, then every account that has not ordered yet. */
export async function answersFor(model: ProfileModel, context: Context): Promise<Table> {
  const customers = await context.read("customers", EVERYONE);
  const favourites = await context.read("favourites", EVERYONE); // the same customers in the same order
  const prospects = await context.read("prospects", EVERYONE);
  const snapshot = snapshotOf(customers);
  const scores = allScores(snapshot, model.cuts);
  const chances = rankingOf(model.candidate, snapshot, scores).map(
    (score) => chance(model.buyAgain, score) ?? Number.NaN,
  );
  const more = prospects.rows;
  const column = (name: string) => padded(numbers(customers, name), more);
  const words = (table: Table, name: string) => paddedTexts(texts(table, name), more);
  return tableOf({
    customer_id: [...snapshot.ids, ...texts(prospects, "customer_id").words],
    segment: [...scores.map(segmentOf), ...new Array<string>(more).fill("prospects")],
    r: padded(
      Float64Array.from(scores, ({ r }) => r),
      more,
    ),
    f: padded(
      Float64Array.from(scores, ({ f }) => f),
      more,
    ),
    m: padded(
      Float64Array.from(scores, ({ m }) => m),
      more,
    ),
    recency_days: column("recency_days"),
    frequency: column("frequency"),
    monetary_cents: column("monetary_cents"),
    first_day: words(customers, "first_day"),
    last_day: words(customers, "last_day"),
    days_between_orders: column("days_between_orders"),
    country: joined(texts(customers, "country"), texts(prospects, "country")),
    favourite_item: words(favourites, "favourite_item"),
    favourite_category: words(favourites, "favourite_category"),
    buy_again_chance: padded(chances, more),
  });
}

function padded(values: Float64Array, more: number): Float64Array {
  const longer = new Float64Array(values.length + more).fill(Number.NaN);
  longer.set(values);
  return longer;
}

function paddedTexts({ codes, words }: TextColumn, more: number): TextColumn {
  const longer = new Int32Array(codes.length + more).fill(-1);
  longer.set(codes);
  return { codes: longer, words };
}

/** One column after the other, with one dictionary. */
function joined(first: TextColumn, second: TextColumn): TextColumn {
  const words = [...new Set([...first.words, ...second.words])];
  const codeOf = new Map(words.map((word, code) => [word, code]));
  const recoded = [first, second].flatMap((column) =>
    Array.from(column.codes, (code) => codeOf.get(column.words[code] ?? "") ?? -1),
  );
  return { codes: Int32Array.from(recoded), words };
}
