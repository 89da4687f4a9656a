import { type AspectName, aspectNames, aspectWords } from "./aspect-words.js";
import { type Span, sentenceSpans } from "./sentences.js";

/** A clause and the aspects it speaks of. */
export interface AspectClause extends Span {
  readonly aspects: readonly AspectName[];
}

/** Where one opinion ends and another may begin within a sentence. */
const BREAK =
  /[，,、:：]\s*|\s+(?:but|although|though|however|except|yet)\s+|(?=但是|但|不过|就是|可惜|只是|然而|而且)/giu;
/** "but" has no say where it turns nothing round. */
const SHORTEST = 2;

const patterns = Object.fromEntries(aspectNames.map((name) => [name, patternOf(name)])) as Record<AspectName, RegExp>;

/**
 * The clauses of a text that speak of a known aspect, in order. A clause that names none goes on with what the one
 * before it in the same sentence spoke of only by standing apart: it is left out, so that no opinion is put into a mouth.
 */
export function aspectClauses(text: string): AspectClause[] {
  return clauseSpans(text).flatMap((span) => {
    const words = text.slice(span.start, span.end);
    const aspects = aspectNames.filter((name) => patterns[name].test(words));
    return aspects.length > 0 ? [{ ...span, aspects }] : [];
  });
}

/** Sentences, cut where an opinion may turn. */
export function clauseSpans(text: string): Span[] {
  return sentenceSpans(text).flatMap(({ start, end }) => {
    const spans: Span[] = [];
    let from = start;
    for (const { 0: sign, index } of text.slice(start, end).matchAll(BREAK)) {
      const at = start + index;
      if (at - from < SHORTEST) continue;
      spans.push({ start: from, end: at });
      from = at + sign.length;
    }
    spans.push({ start: from, end });
    return spans.filter((span) => text.slice(span.start, span.end).trim().length >= SHORTEST);
  });
}

function patternOf(name: AspectName): RegExp {
  const { en, zh } = aspectWords[name];
  const english = en.split(", ").map((phrase) => phrase.replace("*", "\\w*").replaceAll(" ", "\\s+"));
  return new RegExp(`\\b(?:${english.join("|")})\\b|${zh.split(", ").join("|")}`, "iu");
}
