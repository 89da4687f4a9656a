import { wordUnits } from "#text/units.js";
import { bytes, json } from "../model-file.js";
import { type Calibration, calibrated, calibrationOf } from "./calibration.js";
import { chineseWords, englishWords, type SentimentWords } from "./lexicon-words.js";
import type { LabelledTexts, TextClassifier, TextClassifierModel, TextParts } from "./text-classifier.js";

/**
 * Counts words of praise and of complaint from a list, turned round after a "not". It learns nothing but what its
 * count means as a chance: what a shop without any rated review can have, and what learning has to beat.
 */
export const lexicon: TextClassifier = {
  name: "lexicon",
  async fit(train, validation, { signal, progress }) {
    signal.throwIfAborted();
    progress(1);
    const held = validation.texts.length > 0 ? validation : train;
    return lexiconModel(calibrationOf(Float64Array.from(held.texts, score), held.positive));
  },
  async refit(model, all: LabelledTexts, { signal, progress }) {
    signal.throwIfAborted();
    progress(1);
    const { threshold } = model;
    return lexiconModel({ ...calibrationOf(Float64Array.from(all.texts, score), all.positive), threshold });
  },
  load(files) {
    const card = json(files, "classifier.json") as { name: string; calibration: Calibration };
    if (card.name !== "lexicon")
      throw new TypeError(`expected the files of a lexicon model, got those of ${card.name}`);
    return lexiconModel(card.calibration);
  },
};

function lexiconModel(calibration: Calibration): TextClassifierModel {
  return {
    name: "lexicon",
    settings: "",
    threshold: calibration.threshold,
    logOdds: async (texts) => Float64Array.from(texts, (text) => calibrated(score(text), calibration)),
    parts(text) {
      const hits = sentimentWords(text);
      const scale = calibration.scale / Math.sqrt(hits.length || 1);
      return {
        baseline: calibration.shift,
        parts: hits.map(({ amount, ...span }) => ({ ...span, amount: scale * amount })),
      };
    },
    save: () => ({ "classifier.json": bytes({ name: "lexicon", calibration }) }),
  };
}

/** Praise less complaint, over the root of how many words spoke: ten of one mind say more than one, not ten times more. */
function score(text: string): number {
  const hits = sentimentWords(text);
  return hits.reduce((sum, { amount }) => sum + amount, 0) / Math.sqrt(hits.length || 1);
}

/** The words of praise (1) and complaint (−1) in a text, as they are meant where they stand. */
export function sentimentWords(text: string): TextParts["parts"] {
  return [...englishHits(text), ...chineseHits(text)];
}

const REACH = 3; // words that a negation turns round after it

function englishHits(text: string): { start: number; end: number; amount: number }[] {
  if (!/[a-z]|[^\p{L}\p{N}\s]/iu.test(text)) return [];
  const hits: { start: number; end: number; amount: number }[] = [];
  const { names, starts, ends } = wordUnits(text);
  let turned = 0;
  for (const [at, name] of names.entries()) {
    if (english.negations.has(name)) turned = REACH + 1;
    else {
      const amount = english.amountOf(name);
      if (amount !== 0 && !/\p{Script=Han}/u.test(name)) {
        hits.push({ start: starts[at]!, end: ends[at]!, amount: turned > 0 ? -amount : amount });
      }
    }
    turned -= 1;
  }
  return hits;
}

/** The longest entry at each place; one that begins with a negation has its own say ("不错"). */
function chineseHits(text: string): { start: number; end: number; amount: number }[] {
  const hits: { start: number; end: number; amount: number }[] = [];
  for (let at = 0; at < text.length; ) {
    const found = longestAt(text, at);
    if (!found) {
      at += 1;
      continue;
    }
    const before = text.slice(Math.max(0, at - 4), at);
    const turned = chinese.negation.test(before);
    hits.push({ start: at, end: at + found.length, amount: turned ? -found.amount : found.amount });
    at += found.length;
  }
  return hits;
}

function longestAt(text: string, at: number): { length: number; amount: number } | null {
  const code = text.charCodeAt(at);
  if (code < 0x2100 || (code >= 0xd800 && code <= 0xdfff) || !chinese.firsts.has(text[at]!)) return null;
  for (let length = Math.min(chinese.longest, text.length - at); length > 0; length--) {
    const amount = chinese.amounts.get(text.slice(at, at + length));
    if (amount !== undefined) return { length, amount };
  }
  return null;
}

const english = englishTable(englishWords);
const chinese = chineseTable(chineseWords);

function englishTable({ praise, complaint, negations }: SentimentWords) {
  const whole = new Map<string, number>();
  const stems: [string, number][] = [];
  for (const [words, amount] of [
    [praise, 1],
    [complaint, -1],
  ] as const) {
    for (const word of words) {
      if (word.endsWith("*")) stems.push([word.slice(0, -1), amount]);
      else whole.set(word, amount);
    }
  }
  return {
    negations: new Set(negations),
    amountOf: (word: string) => whole.get(word) ?? stems.find(([stem]) => word.startsWith(stem))?.[1] ?? 0,
  };
}

function chineseTable({ praise, complaint, negations }: SentimentWords) {
  const amounts = new Map(
    [
      ...praise.map((word): [string, number] => [word, 1]),
      ...complaint.map((word): [string, number] => [word, -1]),
    ].filter(([word]) => /\p{Script=Han}/u.test(word)),
  );
  return {
    amounts,
    longest: Math.max(...[...amounts.keys()].map(({ length }) => length)),
    firsts: new Set([...amounts.keys()].map((word) => word[0]!)),
    // a degree may stand between: 不是很好, 没有那么差
    negation: new RegExp(`(?:${negations.join("|")})(?:是|很|太|怎么|那么|什么|特别|非常)?$`),
  };
}
