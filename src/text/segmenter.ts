import { Jieba } from "@node-rs/jieba";
import { dict } from "@node-rs/jieba/dict.js";

/** Cuts Chinese into words (分词); what is not Chinese comes in pieces that `wordUnits` does not use. */
export interface Segmenter {
  /** The words of a text, in order; joined they are the text again. */
  cut(text: string): string[];
}

/** One that also knows what part a word plays. */
export interface SpeechSegmenter extends Segmenter {
  /** The same words, each with its part of speech as the dictionary has it (n, v, eng …). */
  spoken(text: string): SpokenWord[];
}

export interface SpokenWord {
  readonly word: string;
  readonly speech: string;
}

let general: SpeechSegmenter | undefined;

/** The segmenter with the general dictionary alone, loaded once (0.1 s). */
export function generalSegmenter(): SpeechSegmenter {
  general ??= segmenterWith([]);
  return general;
}

/** Above what the dictionary holds, so that the shop's own words win against their parts. */
const OWN_FREQUENCY = 100_000;
const LONGEST_OWN = 16;

/**
 * A segmenter that also knows the shop's own words: products, brands, models as the catalogue names them.
 *
 * The way: the most likely path through all words of the dictionary (unigrams), and a hidden Markov model over
 * characters where the dictionary is at a loss; jieba's.
 *
 * @param ownWords only those with a Chinese character count, without white space
 */
export function segmenterWith(ownWords: readonly string[]): SpeechSegmenter {
  const jieba = Jieba.withDict(dict);
  const own = [...new Set(ownWords)].filter((word) => /^\S{2,}$/.test(word) && /\p{Script=Han}/u.test(word));
  const lines = own.filter((word) => word.length <= LONGEST_OWN).map((word) => `${word} ${OWN_FREQUENCY} n`);
  if (lines.length > 0) jieba.loadDict(new TextEncoder().encode(`${lines.join("\n")}\n`));
  return {
    cut: (text) => jieba.cut(text, true),
    spoken: (text) => jieba.tag(text, true).map(({ word, tag }) => ({ word, speech: tag })),
  };
}
