import type { Span } from "#text/sentences.js";
import { type SubwordTokenizer, specialTokens, subwordTokenizer } from "#text/subword-tokenizer.js";
import { trainSubwords } from "#text/train-subwords.js";

/** Numbers of the special tokens, as `specialTokens` orders them; padding is 0. */
export const numbered = { unknown: 1, first: 2, last: 3, mask: 4 } as const;

/** A character in fewer texts than this is unknown: nothing can be learned of it. */
const LEAST_TEXTS = 3;
/** Which pairs are frequent does not change any more beyond so many texts, and finding them takes its time. */
const LEARNED_FROM = 12_000;

/** Learns the subwords of texts: `size` of them, fewer where there is nothing more to join. */
export function learnTokenizer(texts: readonly string[], size: number): SubwordTokenizer {
  const step = Math.max(1, texts.length / LEARNED_FROM);
  const some = Array.from({ length: Math.min(texts.length, LEARNED_FROM) }, (_, i) => texts[Math.floor(i * step)]!);
  const counts = new Map<string, number>();
  for (const text of some) {
    for (const character of new Set(text.normalize("NFC").toLowerCase())) {
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
  }
  const usual = some.map((text) =>
    Array.from(text.normalize("NFC").toLowerCase(), (one) => ((counts.get(one) ?? 0) < LEAST_TEXTS ? " " : one)).join(
      "",
    ),
  );
  const characters = [...counts.values()].filter((count) => count >= LEAST_TEXTS).length;
  return subwordTokenizer(
    trainSubwords(usual, { kind: "BPE", size: size + characters, specialTokens, leastCount: LEAST_TEXTS }),
  );
}

/**
 * A text as numbers, framed by [CLS] and [SEP]; of one that is too long its beginning and its end, where opinions
 * are said and summed up.
 */
export function framed(text: string, tokenizer: SubwordTokenizer, length: number): Int32Array {
  const tokens = tokenizer.encode(text);
  const { head, tail } = keptOf(tokens.length, length - 2);
  const numbers = new Int32Array(head + tail + 2);
  numbers[0] = numbered.first;
  numbers.set(tokens.subarray(0, head), 1);
  numbers.set(tokens.subarray(tokens.length - tail), head + 1);
  numbers[head + tail + 1] = numbered.last;
  return numbers;
}

/** Where in the text the subwords stand that `framed` keeps, without those of the frame. */
export function framedSpans(text: string, tokenizer: SubwordTokenizer, length: number): Span[] {
  const spans = tokenizer.spans(text);
  const { head, tail } = keptOf(spans.length, length - 2);
  return [...spans.slice(0, head), ...spans.slice(spans.length - tail)];
}

function keptOf(tokens: number, room: number): { head: number; tail: number } {
  if (tokens <= room) return { head: tokens, tail: 0 };
  const head = Math.floor(room / 2);
  return { head, tail: room - head };
}
