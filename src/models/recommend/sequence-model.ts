import { clear, type SparseVector } from "#numeric/sparse-vector.js";
import { openSession } from "#tensor/session.js";
import { bytes, file, json, type ModelFiles } from "../model-file.js";
import { type ChanceSessions, nextChances } from "./next-chances.js";
import { fallsOf, ofSuffixes } from "./of-suffixes.js";
import type { RecommenderModel } from "./recommender.js";
import type { SequenceSettings } from "./sequence-network.js";

/** What a trained sequence model is saved as: two ONNX files, and what they have to be asked with. */
export interface SequenceCard {
  readonly name: string;
  readonly settings: SequenceSettings;
}

export const CARD = "recommender.json";
export const READER = "reader.onnx";
const RANKER = "ranker.onnx";

/**
 * Scores are the chances that an item comes next; a stranger's are zero. The reason an event gets is the amount by which
 * the chance falls when it and all before it are taken away, so that reasons add up to the score whatever the model is.
 */
export function sequenceModel(card: SequenceCard, files: { reader: Uint8Array; ranker: Uint8Array }): RecommenderModel {
  const { settings } = card;
  let opened: Promise<ChanceSessions> | null = null;
  const sessions = () => (opened ??= open(card, files));
  const ready = new WeakMap<Int32Array, Float32Array>();
  const suffixes = ofSuffixes<Float32Array>();
  const chances = (history: Int32Array): Float32Array | Promise<Float32Array> => {
    const found = ready.get(history);
    ready.delete(history);
    return found ?? chanceOf(history);
  };
  const chanceOf = async (history: Int32Array) => (await nextChances([history], await sessions()))[0]!;
  return {
    name: card.name,
    items: settings.items,
    async ahead(histories) {
      const some = histories.filter(({ length }) => length > 0);
      if (some.length === 0) return;
      const chances = await nextChances(some, await sessions());
      for (const [s, history] of some.entries()) ready.set(history, chances[s]!);
    },
    score(history, scores) {
      clear(scores);
      if (history.length === 0) return;
      const found = chances(history);
      if (found instanceof Float32Array) return fill(scores, found);
      return found.then((chance) => fill(scores, chance));
    },
    chances,
    async reasons(history, item) {
      // one by one, as `score` asks: products of more rows are rounded differently
      const chances = await suffixes(history, settings.length, chanceOf);
      return fallsOf(
        history,
        chances.map((chance) => chance[item]!),
      );
    },
    save: () => ({ [CARD]: bytes(card), [READER]: files.reader, [RANKER]: files.ranker }),
  };
}

/** The model that `sequenceModel({ name, … })` saved. @throws when a file is missing or of another model. */
export function loadSequenceModel(name: string, files: ModelFiles): RecommenderModel {
  const card = json(files, CARD) as SequenceCard;
  if (card.name !== name) throw new TypeError(`expected the files of a ${name} model, got those of ${card.name}`);
  return sequenceModel(card, { reader: file(files, READER), ranker: file(files, RANKER) });
}

async function open({ settings }: SequenceCard, { reader, ranker }: { reader: Uint8Array; ranker: Uint8Array }) {
  const options = { optimise: true };
  return {
    reader: await openSession(reader, options),
    ranker: await openSession(ranker, options),
    settings,
  };
}

function fill(scores: SparseVector, chance: Float32Array): void {
  scores.value.set(chance);
  let count = 0;
  for (let i = 0; i < chance.length; i++) {
    if (chance[i] === 0) continue; // too small for a float
    scores.touched[count] = i;
    count += 1;
  }
  scores.count = count;
}
