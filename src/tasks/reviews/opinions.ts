import { sentimentWords } from "#models/text/lexicon.js";
import type { TextClassifierModel } from "#models/text/text-classifier.js";
import { aspectClauses } from "#text/aspects.js";
import type { Opinion } from "./answer.js";

/** How much a word of plain praise or complaint in the clause itself weighs against what the classifier makes of it. */
const WORD_WEIGHT = 2;
/** Longer texts are read up to here. */
const LONGEST = 4000;

/**
 * What each text says of which aspect, clause by clause. Whether a clause praises is told by the words of praise and
 * complaint in it together with the classifier's log-odds of it, less those of saying nothing.
 *
 * @returns [texts]
 */
export async function opinionsOf(texts: readonly string[], classifier: TextClassifierModel): Promise<Opinion[][]> {
  const found = texts.map((text) => aspectClauses(text.slice(0, LONGEST)));
  const clauses = found.flatMap((own, at) => own.map(({ start, end }) => texts[at]!.slice(start, end)));
  const odds = await (classifier.glance ?? classifier.logOdds)([...clauses, ""]);
  const silence = odds.at(-1)!;
  let next = 0;
  return found.map((own, at) =>
    own.flatMap(({ start, end, aspects }) => {
      const text = texts[at]!.slice(start, end).trim();
      const words = sentimentWords(text).reduce((sum, { amount }) => sum + amount, 0);
      const leaning = WORD_WEIGHT * words + odds[next]! - silence;
      next += 1;
      const sentiment = leaning >= 0 ? ("positive" as const) : ("negative" as const);
      return aspects.map((aspect) => ({ aspect, sentiment, text, start, end }));
    }),
  );
}
