import { emojiWord, hasEmoji } from "./emoji.js";
import { generalSegmenter, type Segmenter } from "./segmenter.js";

/** A text as a sequence of units, characters or words, each with its place in the text. */
export interface Units {
  readonly names: readonly string[];
  /** [units] */
  readonly starts: Int32Array;
  /** [units] */
  readonly ends: Int32Array;
}

const HAN = /[\u3400-\u9fff]/;
const WORD = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*|[!?]+|\p{ExtPict}/gu;
/** What is left of the pieces of a Chinese text: words, numbers, emoji and the signs that carry a mood. */
const TELLING = /[\p{L}\p{N}！？!?～~…。]|\p{ExtPict}/u;

/**
 * The words of a text in lower case: English by its spaces, Chinese by segmentation, emoji by their names, marks of
 * exclamation and question as words.
 */
export function wordUnits(text: string, segmenter: Segmenter = generalSegmenter()): Units {
  return HAN.test(text) ? segmentedUnits(text, segmenter) : spacedUnits(text);
}

function spacedUnits(text: string): Units {
  const names: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { 0: word, index } of text.matchAll(WORD)) {
    names.push(wordName(word));
    starts.push(index);
    ends.push(index + word.length);
  }
  return { names, starts: Int32Array.from(starts), ends: Int32Array.from(ends) };
}

function segmentedUnits(text: string, segmenter: Segmenter): Units {
  const names: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const piece of segmenter.cut(text)) {
    if (TELLING.test(piece)) {
      names.push(wordName(piece));
      starts.push(at);
      ends.push(at + piece.length);
    }
    at += piece.length;
  }
  return { names, starts: Int32Array.from(starts), ends: Int32Array.from(ends) };
}

function wordName(word: string): string {
  const first = word.charCodeAt(0);
  if (first >= 0x3400 && first <= 0x9fff) return word;
  if (first >= 0x2100 && hasEmoji(word)) return emojiWord(word);
  return word.toLowerCase().replaceAll("’", "'");
}

/** The characters of a text, folded as `foldedCode` says; white space is one unit however wide. */
export function characterUnits(text: string): Units {
  const names: string[] = [];
  const starts: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const code = foldedCode(text.charCodeAt(i));
    if (code === SPACE && names.at(-1) === " ") continue;
    names.push(String.fromCharCode(code));
    starts.push(i);
  }
  return { names, starts: Int32Array.from(starts), ends: Int32Array.from(starts, (start) => start + 1) };
}

export const SPACE = 0x20;

/** Capitals as small letters, full-width signs as usual ones, any white space as a space: one code for what looks alike. */
export function foldedCode(code: number): number {
  if (code <= SPACE) return SPACE;
  if (code < 0x80) return code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
  if (code >= 0xff01 && code <= 0xff5e) return foldedCode(code - 0xfee0);
  if (code === 0x3000 || code === 0xa0) return SPACE;
  if (code < 0x250 || (code >= 0x370 && code < 0x590)) return String.fromCharCode(code).toLowerCase().charCodeAt(0);
  return code;
}
