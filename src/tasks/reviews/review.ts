import { type Table, textAt, texts } from "#table/table.js";
import { withoutBoilerplate } from "#text/boilerplate.js";
import { cleanText } from "#text/clean-text.js";
import { languageOf } from "#text/language.js";

/** A review as this task reads it. */
export interface Review {
  readonly id: string;
  /** Title and text, cleaned, joined by ". "; empty where the customer wrote nothing. */
  readonly text: string;
  /** 1, 0, or null where nobody says. */
  readonly positive: 1 | 0 | null;
  /** Stars, 1 to 5; null where none were given. */
  readonly rating: number | null;
  readonly item: string | null;
  readonly customer: string | null;
  /** Milliseconds since 1970 UTC. */
  readonly at: number | null;
  /** Whether the order's item was given back. */
  readonly sentBack: boolean;
  readonly language: ReturnType<typeof languageOf>["language"];
  /** Of the data's own split; null where it says nothing. */
  readonly part: "train" | "validation" | "test" | null;
}

const LONGEST = 20_000;

const parts: Readonly<Record<string, Review["part"]>> = {
  train: "train",
  validation: "validation",
  valid: "validation",
  dev: "validation",
  test: "test",
};

/**
 * The reviews of a table, in its order, texts cleaned and cut at 20,000 characters.
 *
 * @throws {RangeError} when a split is none of train, validation (or valid, dev) and test, or `positive` neither 0 nor 1.
 */
export function reviewsOf(table: Table): Review[] {
  const text = (name: string) => {
    const column = table.columns[name] ? texts(table, name) : null;
    return (row: number) => (column ? textAt(column, row) : null);
  };
  const number = (name: string) => {
    const column = table.columns[name];
    return (row: number) => {
      const value = column instanceof Float64Array ? column[row]! : Number.NaN;
      return Number.isNaN(value) ? null : value;
    };
  };
  const columns = {
    id: text("review_id"),
    title: text("title"),
    text: text("text"),
    item: text("item_id"),
    customer: text("customer_id"),
    split: text("split"),
    positive: number("positive"),
    rating: number("rating"),
    at: number("written_at"),
    sentBack: number("sent_back"),
  };
  return Array.from({ length: table.rows }, (_, row): Review => {
    const words = readText(columns.title(row), columns.text(row));
    return {
      id: columns.id(row) ?? `row ${row + 1}`,
      text: words,
      positive: label(columns.positive(row)),
      rating: columns.rating(row),
      item: columns.item(row),
      customer: columns.customer(row),
      at: columns.at(row),
      sentBack: columns.sentBack(row) === 1,
      language: languageOf(words).language,
      part: partOf(columns.split(row)),
    };
  });
}

/** What a model reads of a review. */
export function readText(title: string | null, text: string | null): string {
  const whole = [title, text].flatMap((part) => (part?.trim() ? [part.slice(0, LONGEST)] : [])).join(". ");
  return withoutBoilerplate(cleanText(whole).slice(0, LONGEST));
}

function label(value: number | null): Review["positive"] {
  if (value === null || value === 0 || value === 1) return value;
  throw new RangeError(`positive must be 1, 0 or empty, got ${value}`);
}

function partOf(split: string | null): Review["part"] {
  if (split === null) return null;
  const part = parts[split.trim().toLowerCase()];
  if (part) return part;
  throw new RangeError(`split must be train, validation or test, got "${split.slice(0, 40)}"`);
}
