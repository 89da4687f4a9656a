/** What can be wrong with a row of a raw file. */
export type FaultKind =
  | "unterminated quote"
  | "text in a number column"
  | "bad date"
  | "not UTF-8"
  | "duplicate row"
  | "negative quantity without a cancellation"
  | "missing customer"
  | "HTML in a name";

/** What becomes of such a row at the door: refused; recognised as one already known; or loaded as it stands. */
export type Fate = "refused" | "merged" | "kept";

/** A row of a raw file with something planted in it. */
export interface FaultyLine {
  readonly text: string;
  readonly kind: FaultKind;
  readonly fate: Fate;
  readonly encoding: "utf-8" | "latin-1";
}

/** A line of a raw file without its newline. */
export type Line = string | FaultyLine;

/** What was planted where. */
export interface PlantedFault {
  readonly file: string;
  /** From 1, the header included. */
  readonly line: number;
  readonly kind: FaultKind;
  readonly fate: Fate;
}

/** How a faulty row is made from the row it follows. */
export interface FaultRecipe {
  readonly kind: FaultKind;
  readonly fate: Fate;
  readonly encoding?: FaultyLine["encoding"];
  readonly make: (before: string) => string;
}

/**
 * Plants a row after some of the rows of a file, spread over the first `certain` of them, which it has at least.
 * In a file with no row at all there is nothing to plant.
 */
export function* withFaults(rows: Iterable<Line>, certain: number, recipes: readonly FaultRecipe[]): Generator<Line> {
  const after = recipes.map((_, place) => Math.floor(((place + 1) * certain) / (recipes.length + 1)));
  let row = 0;
  let planted = 0;
  for (const line of rows) {
    yield line;
    const text = typeof line === "string" ? line : line.text;
    for (; planted < recipes.length && after[planted]! <= row; planted += 1) yield made(recipes[planted]!, text);
    row += 1;
  }
}

function made({ kind, fate, encoding = "utf-8", make }: FaultRecipe, before: string): FaultyLine {
  return { text: make(before), kind, fate, encoding };
}
