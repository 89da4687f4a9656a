import { occlusion } from "#explain/occlusion.js";
import type { PartScore } from "#explain/part-score.js";
import type { TextClassifierModel } from "#models/text/text-classifier.js";
import { type Span, sentenceSpans } from "#text/sentences.js";
import { wordUnits } from "#text/units.js";

/** A piece of a text and by how much it moved the log-odds. */
export interface WordAmount extends Span {
  readonly text: string;
  readonly amount: number;
}

/** Asked about word by word up to here; longer texts sentence by sentence. */
const MOST_WORDS = 60;
const MOST_PIECES = 120;

/** What each word added to the log-odds: exactly where the model is a sum, else by taking it away. */
export async function wordAmounts(text: string, model: TextClassifierModel): Promise<WordAmount[]> {
  const pieces = piecesOf(text);
  const amounts = model.parts
    ? gathered(model.parts(text).parts, pieces)
    : (await occlusion(pieces.length, withoutPieces(text, pieces, model))).amounts;
  return pieces.flatMap(({ start, end }, at) =>
    amounts[at] === 0 ? [] : [{ start, end, text: text.slice(start, end), amount: amounts[at]! }],
  );
}

/** The words of a text, or its sentences where there are many; the last holds all that is beyond. */
export function piecesOf(text: string): Span[] {
  const { starts, ends } = wordUnits(text);
  const words = Array.from(starts, (start, at) => ({ start, end: ends[at]! }));
  const pieces = words.length <= MOST_WORDS ? words : sentenceSpans(text);
  if (pieces.length <= MOST_PIECES) return pieces;
  return [...pieces.slice(0, MOST_PIECES - 1), { start: pieces[MOST_PIECES - 1]!.start, end: text.length }];
}

/** A model as explanations see it: what it says of the text with some pieces taken out. */
export function withoutPieces(text: string, pieces: readonly Span[], model: TextClassifierModel): PartScore {
  return (kept) =>
    model.logOdds(
      kept.map((mask) => {
        let left = "";
        let from = 0;
        for (const [at, { start, end }] of pieces.entries()) {
          left += text.slice(from, mask[at] === 1 ? end : start);
          from = end;
        }
        return left + text.slice(from);
      }),
    );
}

/** [pieces] Amounts of parts by the piece they begin in; what stands between two pieces goes to the one before. */
export function gathered(
  parts: readonly (Span & { readonly amount: number })[],
  pieces: readonly Span[],
): Float64Array {
  const amounts = new Float64Array(pieces.length);
  for (const { start, amount } of parts) amounts[Math.max(0, lastFrom(pieces, start))]! += amount;
  return amounts;
}

function lastFrom(pieces: readonly Span[], place: number): number {
  let [low, high] = [0, pieces.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (pieces[middle]!.start <= place) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
