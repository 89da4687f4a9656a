import { simplified } from "#text/chinese-script.js";
import { generalSegmenter, type SpeechSegmenter } from "#text/segmenter.js";
import { foldedCode } from "#text/units.js";

/** What can be seen of a text's tokens, a column for each thing seen: [tokens] each. */
export type TokenView = Readonly<Record<Column, readonly string[]>>;

/**
 * form: the token, lower case, one width, simplified · shape: kinds of its characters · word: the word it is part of · place: where
 * in that word · speech: that word's part of speech · before, after: the words next to it · run: the letters and digits it stands
 * among · head, tail: its first and last three characters, where it has more.
 */
export type Column = "form" | "shape" | "word" | "place" | "speech" | "before" | "after" | "run" | "head" | "tail";

const NONE = "";
const LATIN_OR_DIGIT = /^[\p{Script=Latin}\d]+$/u;

/** @param tokens characters or words */
export function tokenView(tokens: readonly string[], segmenter: SpeechSegmenter = generalSegmenter()): TokenView {
  const form = tokens.map(formOf);
  const words = wordsOf(form, segmenter);
  return {
    form,
    shape: form.map((token, at) => shapeOf(token, tokens[at]!)),
    ...words,
    run: runsOf(form),
    head: form.map((token) => (token.length > AFFIX ? token.slice(0, AFFIX) : NONE)),
    tail: form.map((token) => (token.length > AFFIX ? token.slice(-AFFIX) : NONE)),
  };
}

const AFFIX = 3;

function formOf(token: string): string {
  const folded = Array.from({ length: token.length }, (_, at) => String.fromCharCode(foldedCode(token.charCodeAt(at))));
  return simplified(folded.join(""));
}

/** Kinds of characters, repeated ones once: 汉 for Han, a for letters (A where the word begins large), 9, and the sign itself. */
function shapeOf(form: string, written: string): string {
  const kinds = form
    .replace(/\p{Script=Han}+/gu, "汉")
    .replace(/[^\W\d_]+|[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]+/gu, "a")
    .replace(/\d+/g, "9");
  return written.length > 1 && /^\p{Lu}/u.test(written) ? kinds.replace(/^a/, "A") : kinds;
}

/** The words that the segmenter finds in the tokens put together, as each token sees them. */
function wordsOf(form: readonly string[], segmenter: SpeechSegmenter) {
  const spoken = segmenter.spoken(form.join(NONE));
  const wordAt = spoken.flatMap(({ word }, number) => Array<number>(word.length).fill(number)); // by character
  let from = 0;
  const numbers = form.map((token) => {
    const number = wordAt[from] ?? -1;
    from += token.length;
    return number;
  });
  const wordOf = (number: number) => spoken[number]?.word ?? NONE;
  return {
    word: numbers.map(wordOf),
    speech: numbers.map((number) => spoken[number]?.speech ?? NONE),
    before: numbers.map((number) => wordOf(number - 1)),
    after: numbers.map((number) => wordOf(number + 1)),
    place: numbers.map((number, t) => placeOf(number !== numbers[t - 1], number !== numbers[t + 1])),
  };
}

function placeOf(begins: boolean, ends: boolean): string {
  if (begins) return ends ? "S" : "B";
  return ends ? "E" : "M";
}

/** For each token the whole run of letters and digits it stands in (spf50), else nothing. */
function runsOf(form: readonly string[]): string[] {
  const runs = form.map(() => NONE);
  for (let from = 0; from < form.length; ) {
    let to = from;
    while (to < form.length && LATIN_OR_DIGIT.test(form[to]!)) to += 1;
    if (to > from) runs.fill(form.slice(from, to).join(NONE), from, to);
    from = Math.max(to, from + 1);
  }
  return runs;
}
