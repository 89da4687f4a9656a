/**
 * How one person writes one thing in many ways, and which of them are the same: steps from what was written to what is
 * meant, the same in TypeScript and in SQL because both are made from them. Patterns are within what RE2 and JavaScript
 * read alike: no look-around, `[\s\S]` for any character, `\p{Han}`; "" is nothing that identifies anybody.
 *
 * What is rare stands within `where`: to replace takes DuckDB ten times as long as to look, and letters a hundred times.
 */
export type Spelling = readonly Step[];

export type Step =
  /** Each letter of `from` becomes that of `to` at its place, or goes where `to` has none. */
  | { readonly kind: "letters"; readonly from: string; readonly to: string }
  /** Capitals become small letters. */
  | { readonly kind: "small" }
  /** What matches is replaced; `$1` is its first group. */
  | { readonly kind: "replace"; readonly pattern: string; readonly by: string; readonly all: boolean }
  /** Steps for what matches alone. */
  | { readonly kind: "where"; readonly pattern: string; readonly steps: Spelling }
  /** Words parted by spaces in the order of their code points, without those of the list. */
  | { readonly kind: "words"; readonly without: readonly string[] };

export const replaceFirst = (pattern: string, by: string): Step => ({ kind: "replace", pattern, by, all: false });
export const replaceAll = (pattern: string, by: string): Step => ({ kind: "replace", pattern, by, all: true });
export const where = (pattern: string, ...steps: Spelling): Step => ({ kind: "where", pattern, steps });
/** What matches identifies nobody. */
export const drop = (pattern: string): Step => where(pattern, replaceFirst("^[\\s\\S]*$", ""));

/** What is meant, in TypeScript; null where nothing identifying was written. */
export function spelled(steps: Spelling, written: string): string | null {
  return steps.reduce(taken, written.normalize("NFC")) || null;
}

/** The same as an SQL expression over an SQL expression. */
export function spelledSql(steps: Spelling, expression: string): string {
  return `nullif(${steps.reduce(takenSql, `nfc_normalize(${expression})`)}, '')`;
}

function taken(text: string, step: Step): string {
  switch (step.kind) {
    case "letters":
      return translated(text, step);
    case "small":
      return text.toLowerCase();
    case "replace":
      return text.replace(regex(step.pattern, step.all ? "gu" : "u"), step.by);
    case "where":
      return regex(step.pattern, "u").test(text) ? step.steps.reduce(taken, text) : text;
    case "words":
      return text
        .split(" ")
        .filter((word) => word !== "" && !step.without.includes(word))
        .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
        .join(" ");
  }
}

function takenSql(text: string, step: Step): string {
  switch (step.kind) {
    case "letters":
      return `translate(${text}, ${literal(step.from)}, ${literal(step.to)})`;
    case "small":
      return `lower(${text})`;
    case "replace": {
      const by = literal(step.by.replaceAll("$", "\\"));
      return `regexp_replace(${text}, ${literal(step.pattern)}, ${by}${step.all ? ", 'g'" : ""})`;
    }
    case "where":
      return once(text, (written) => {
        const matches = `regexp_matches(${written}, ${literal(step.pattern)})`;
        return `case when ${matches} then ${step.steps.reduce(takenSql, written)} else ${written} end`;
      });
    case "words": {
      const gone = ["", ...step.without].map(literal).join(", ");
      return `array_to_string(list_sort(list_filter(string_split(${text}, ' '), lambda word: word not in (${gone}))), ' ')`;
    }
  }
}

let names = 0;

/** Works `text` out once, whatever is made of it: DuckDB would do it anew at each place where it stands. */
function once(text: string, made: (written: string) => string): string {
  names += 1;
  const written = `written_${names}`;
  return `list_transform([${text}], lambda ${written}: ${made(written)})[1]`;
}

type Letters = Step & { kind: "letters" };
const tables = new WeakMap<Letters, ReadonlyMap<string, string>>();

function translated(text: string, step: Letters): string {
  const table = tables.get(step) ?? tableOf(step);
  tables.set(step, table);
  return Array.from(text, (letter) => table.get(letter) ?? letter).join("");
}

function tableOf({ from, to }: Letters): ReadonlyMap<string, string> {
  const became = Array.from(to);
  return new Map(Array.from(from, (letter, place) => [letter, became[place] ?? ""]));
}

const regexes = new Map<string, RegExp>();

function regex(pattern: string, flags: "u" | "gu"): RegExp {
  const name = `${flags} ${pattern}`;
  const known = regexes.get(name) ?? new RegExp(pattern.replaceAll("\\p{Han}", "\\p{Script=Han}"), flags);
  regexes.set(name, known);
  return known;
}

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
