import { mulberry32 } from "#numeric/mulberry32.js";
import { shuffled } from "#numeric/shuffled.js";
import type { Batch } from "#tensor/train/batch.js";
import { type BatchOptions, steps } from "./neural-batches.js";
import { packTexts } from "./packed-texts.js";
import { numbered } from "./subword-texts.js";
import type { MaskedSettings } from "./text-network.js";

/**
 * Share of words that are to be foretold: with few texts more is learned of each where many are hidden, Wettig et al. (2023), Should
 * you mask 15 %?, EACL. Of these so many are masked, others replaced by any, the rest left.
 */
const FORETOLD = 0.3;
const MASKED = 0.8;
const REPLACED = 0.1;

/**
 * Batches of one epoch of foretelling masked words, as Devlin et al. (2019), §3.1, mask them. Negatives are drawn as often as
 * words occur, to the power ¾: Mikolov et al. (2013), Distributed representations of words and phrases, §2.2. The same for
 * the same epoch.
 */
export function maskedBatches(
  tokens: readonly Int32Array[],
  settings: MaskedSettings,
  { batchSize, seed }: BatchOptions,
): (epoch: number) => Iterable<Batch> {
  const { length } = settings;
  const draw = negativeDraws(tokens, settings);
  return function* batches(epoch) {
    const random = mulberry32(seed * 1_000_003 + 500_009 + epoch);
    const packed = packTexts(tokens, shuffled(tokens.length, random), settings);
    for (const { from, rows } of steps(packed, batchSize)) {
      const ids = packed.ids.slice(from * length, (from + rows) * length);
      const segment = packed.segment.subarray(from * length, (from + rows) * length);
      yield { rows, inputs: { segment, ...masked(ids, settings, random), ...draw(random) } };
    }
  };
}

/** Masks words of rows, in place, and tells which they were; of a row no more than there are places for. */
function masked(ids: Int32Array, { length, masked: most, vocabulary }: MaskedSettings, random: () => number) {
  const rows = ids.length / length;
  const places = new Int32Array(rows * most);
  const targets = new Int32Array(rows * most);
  const told = new Float32Array(rows * most);
  const found = new Int32Array(rows);
  for (const [at, token] of ids.entries()) {
    if (isSpecial(token) || random() >= FORETOLD) continue;
    const row = Math.floor(at / length);
    if (found[row] === most) continue;
    const to = row * most + found[row]!;
    found[row]! += 1;
    places[to] = at % length;
    targets[to] = token;
    told[to] = 1;
    ids[at] = instead(token, vocabulary, random);
  }
  return { ids, places, targets, told };
}

function instead(token: number, vocabulary: number, random: () => number): number {
  const how = random();
  if (how < MASKED) return numbered.mask;
  if (how < MASKED + REPLACED) return FIRST_WORD + Math.floor(random() * (vocabulary - FIRST_WORD));
  return token;
}

const FIRST_WORD = numbered.mask + 1;
const isSpecial = (token: number) => token < FIRST_WORD;

function negativeDraws(tokens: readonly Int32Array[], { vocabulary, negatives }: MaskedSettings) {
  const chances = new Float64Array(vocabulary);
  for (const own of tokens) for (const token of own) if (!isSpecial(token)) chances[token]! += 1;
  let total = 0;
  const until = chances.map((count, token) => {
    chances[token] = count ** 0.75;
    total += chances[token]!;
    return total;
  });
  return (random: () => number) => {
    const drawn = Int32Array.from({ length: negatives }, () => firstAbove(until, total * random()));
    return {
      negatives: drawn,
      drawn: Float32Array.from(drawn, (token) => Math.log((negatives * chances[token]!) / total)),
    };
  };
}

/** The first place whose number is above `value`; the last where none is. */
function firstAbove(rising: Float64Array, value: number): number {
  let [low, high] = [0, rising.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rising[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
