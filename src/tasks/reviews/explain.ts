import { plainWords } from "#charts/plain-words.js";
import { agreement } from "#explain/agreement.js";
import { type Explanation, explanation, type OtherView } from "#explain/explanation.js";
import { lime } from "#explain/lime.js";
import { occlusion } from "#explain/occlusion.js";
import type { PartView } from "#explain/part-score.js";
import type { TextClassifierModel } from "#models/text/text-classifier.js";
import type { Span } from "#text/sentences.js";
import { gathered, piecesOf, withoutPieces } from "./word-amounts.js";

const SEED = 1;

/**
 * Why a text is judged as it is, word by word: exactly where the model is a sum over the text, else by occlusion with
 * what is left named as such. The other views are told beside it, with their own error and how far they agree.
 */
export async function explainText(text: string, classifier: TextClassifierModel): Promise<Explanation> {
  const pieces = piecesOf(text);
  const score = withoutPieces(text, pieces, classifier);
  const [answer] = await classifier.logOdds([text]);
  const taken = await occlusion(pieces.length, score);
  const fitted = await lime(pieces.length, score, { seed: SEED });
  const exact = classifier.parts ? exactView(text, pieces, classifier.parts) : null;
  const looked = classifier.looks
    ? await lookedView(text, { pieces, nothing: taken.baseline, answer: answer! }, classifier.looks)
    : null;
  const main = exact ?? taken;
  const rest = answer! - main.baseline - main.amounts.reduce((sum, amount) => sum + amount, 0);
  return {
    ...explanation({
      subject: `how positive "${plainWords(text, 60)}" is`,
      unit: "log-odds",
      baseline: main.baseline,
      answer: answer!,
      contributions: [
        ...pieces.map(({ start, end }, at) => ({
          feature: plainWords(text.slice(start, end), 60),
          amount: main.amounts[at]!,
        })),
        ...(exact && pieces.length > 0 ? [] : [{ feature: "together, beyond what each does alone", amount: rest }]),
      ],
      method: exact
        ? "exact: the log-odds are a sum over the words"
        : "occlusion: each word's part is what the log-odds lose without it",
    }),
    others: [...(exact ? [taken] : []), fitted, ...(looked ? [looked] : [])].map((view) =>
      otherView(view, main, pieces.length),
    ),
  };
}

function exactView(text: string, pieces: readonly Span[], parts: NonNullable<TextClassifierModel["parts"]>): PartView {
  const found = parts(text);
  return { method: "exact", baseline: found.baseline, amounts: gathered(found.parts, pieces), error: 0 };
}

interface Looked {
  readonly pieces: readonly Span[];
  /** Log-odds of a text without any piece. */
  readonly nothing: number;
  readonly answer: number;
}

/** What was looked at, as shares of all that the text moved the log-odds by; whether for or against it cannot tell. */
async function lookedView(
  text: string,
  { pieces, nothing, answer }: Looked,
  looks: NonNullable<TextClassifierModel["looks"]>,
): Promise<PartView> {
  const found = await looks(text);
  const parts = found.map(({ share, ...span }) => ({ ...span, amount: share * (answer - nothing) }));
  const amounts = gathered(parts, pieces);
  const sum = amounts.reduce((total, amount) => total + amount, 0);
  return { method: "attention roll-out", baseline: nothing, amounts, error: Math.abs(answer - nothing - sum) };
}

function otherView({ method, baseline, amounts, error }: PartView, main: PartView, parts: number): OtherView {
  const found = agreement(amounts, main.amounts);
  return { method, baseline, amounts: [...amounts], error, agreement: parts < 2 || Number.isNaN(found) ? null : found };
}
