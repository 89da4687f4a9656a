import { mulberry32 } from "#numeric/mulberry32.js";
import { inferenceModel } from "#tensor/inference-graph.js";
import { openSession, type Session } from "#tensor/session.js";
import type { Batch } from "#tensor/train/batch.js";
import { fit as train } from "#tensor/train/fit.js";
import type { TaggedText } from "#text/tagged-text.js";
import { bytes, file, json, type ModelFiles } from "../model-file.js";
import { bestPath, type Chain, forwardBackward } from "./chain.js";
import type { FitOptions, SequenceTagger, SequenceTaggerModel } from "./sequence-tagger.js";
import { type TagSet, tagSetNamed, tagSetOf } from "./tag-set.js";
import { scoringNetwork, type TaggingSettings, taggingLoss, taggingNetwork } from "./tagging-network.js";
import {
  each,
  FILLING,
  type IdColumn,
  idsOf,
  numbered,
  rowsOf,
  type Vocabularies,
  vocabulariesOf,
} from "./token-ids.js";
import { tokenView } from "./token-view.js";

const UNITS = 64;
const DROPOUT = 0.5;
const BATCH = 64;
const RATE = 4e-3;
const CLIP_NORM = 5;
const LEAST_EPOCHS = 15;
/** Steps that few texts get all the same. */
const LEAST_STEPS = 100;
const SHORTEST = 16;
const LONGEST = 64;

interface Tagger {
  readonly tagSet: TagSet;
  readonly vocabularies: Vocabularies;
  readonly settings: TaggingSettings;
  readonly model: Uint8Array;
  /** [from, to] and [tags] as they were learned, −∞ where one must not follow. */
  readonly edges: Float64Array;
  readonly start: Float64Array;
  readonly end: Float64Array;
}

/** A bidirectional LSTM with a conditional random field on it, over the tokens and the words they are part of. */
export const bilstmCrf: SequenceTagger = {
  name: "bilstm-crf",
  fit: async (texts, options) => taggerModel(await fitTagger(texts, options)),
  load: (files) => taggerModel(loadTagger(files)),
};

type Ids = Readonly<Record<IdColumn, Int32Array>>;

async function fitTagger(texts: readonly TaggedText[], { seed, signal, progress }: FitOptions): Promise<Tagger> {
  const tagSet = tagSetOf(texts);
  const views = texts.map(({ tokens }) => tokenView(tokens));
  const vocabularies = vocabulariesOf(views);
  const settings: TaggingSettings = {
    rows: each((column) => rowsOf(vocabularies[column])),
    ...{ tags: tagSet.names.length, length: lengthFor(texts), units: UNITS, dropout: DROPOUT },
  };
  const rows = views.flatMap((view, at) => rowsIn(idsOf(view, vocabularies), texts[at]!.tags, tagSet, settings.length));
  const steps = Math.ceil(rows.length / BATCH);
  const epochs = Math.max(LEAST_EPOCHS, Math.ceil(LEAST_STEPS / steps));
  const { weights } = await train(taggingNetwork(settings), {
    loss: taggingLoss,
    batches: (epoch) => batches(rows, settings.length, mulberry32(seed * 1_000_003 + epoch)),
    ...{ batchSize: BATCH, epochs, seed, signal, clipNorm: CLIP_NORM },
    rate: { name: "one-cycle", rate: RATE, steps: epochs * steps, rising: 0.1 },
    averageFrom: Math.floor(0.8 * epochs),
    progress: ({ step }) => progress(step / (epochs * steps)),
  });
  return {
    ...{ tagSet, vocabularies, settings },
    model: inferenceModel(scoringNetwork(settings), { weights }),
    edges: tagSet.edges.map((edge, i) => edge + weights.get("transitions")![i]!),
    start: tagSet.start.map((edge, i) => edge + weights.get("start")![i]!),
    end: Float64Array.from(weights.get("end")!),
  };
}

/** A row holds nearly every text whole; longer ones are cut where none of their names is. */
function lengthFor(texts: readonly TaggedText[]): number {
  const lengths = Int32Array.from(texts, ({ tokens }) => tokens.length).sort();
  const most = lengths[Math.floor(0.99 * lengths.length)] ?? SHORTEST;
  return Math.min(LONGEST, Math.max(SHORTEST, most));
}

interface Row {
  readonly ids: Ids;
  readonly labels: Int32Array;
}

/** A text as rows of at most so many tokens; none begins within a name. */
function rowsIn(ids: Ids, tags: readonly string[], { names }: TagSet, length: number): Row[] {
  const numbers = new Map(names.map((tag, number) => [tag, number]));
  const rows: Row[] = [];
  for (let from = 0; from < tags.length; ) {
    let to = Math.min(tags.length, from + length);
    while (to < tags.length && to > from + 1 && tags[to]!.startsWith("I-")) to -= 1;
    const labels = Int32Array.from(tags.slice(from, to), (tag) => numbers.get(tag)!);
    rows.push({ ids: each((column) => ids[column].subarray(from, to)), labels });
    from = to;
  }
  return rows;
}

function* batches(rows: readonly Row[], length: number, random: () => number): Iterable<Batch> {
  const keys = Float64Array.from(rows, random);
  const order = Array.from(keys.keys()).sort((a, b) => keys[a]! - keys[b]!);
  for (let from = 0; from < order.length; from += BATCH) {
    const some = order.slice(from, from + BATCH).map((row) => rows[row]!);
    const filled = (of: (row: Row) => Int32Array) => {
      const all = new Int32Array(some.length * length).fill(FILLING);
      for (const [at, row] of some.entries()) all.set(of(row), at * length);
      return all;
    };
    yield {
      rows: some.length,
      inputs: {
        ...each((column) => filled(({ ids }) => ids[column])),
        labels: filled(({ labels }) => labels),
        lengths: Int32Array.from(some, ({ labels }) => labels.length),
      },
    };
  }
}

function taggerModel(tagger: Tagger): SequenceTaggerModel {
  const { tagSet } = tagger;
  let opened: Promise<Session> | null = null;
  const chains = async (texts: readonly (readonly string[])[]) => {
    opened ??= openSession(tagger.model, { threads: 2, optimise: true });
    return chainsOf(texts, tagger, await opened);
  };
  return {
    name: "bilstm-crf",
    tags: tagSet.names,
    marginals: async (texts) =>
      (await chains(texts)).map((chain) =>
        chain.length === 0 ? new Float64Array(0) : forwardBackward(chain).marginals,
      ),
    tag: async (texts) =>
      (await chains(texts)).map((chain) => Array.from(bestPath(chain), (tag) => tagSet.names[tag]!)),
    save: () => filesOf(tagger),
  };
}

const WINDOWS_AT_ONCE = 64;

/** Of a long text overlapping windows are read; a token is scored where most stands on both of its sides. */
async function chainsOf(
  texts: readonly (readonly string[])[],
  { vocabularies, settings, edges, start, end }: Tagger,
  session: Session,
): Promise<Chain[]> {
  const { length, tags } = settings;
  const chains = texts.map(
    ({ length: tokens }): Chain => ({
      ...{ length: tokens, tags, edges, start, states: new Float64Array(tokens * tags), kinds: new Uint8Array(tokens) },
    }),
  );
  const windows = texts.flatMap((tokens, text) => {
    const ids = idsOf(tokenView(tokens), vocabularies);
    return windowsIn(tokens.length, length).map((window) => ({ ...window, text, ids }));
  });
  for (let from = 0; from < windows.length; from += WINDOWS_AT_ONCE) {
    const some = windows.slice(from, from + WINDOWS_AT_ONCE);
    const given = each((column) => {
      const data = new BigInt64Array(some.length * length);
      for (const [row, { ids, begins }] of some.entries()) {
        for (const [at, id] of ids[column].subarray(begins, begins + length).entries())
          data[row * length + at] = BigInt(id);
      }
      return { data, shape: [some.length, length] };
    });
    const scores = (await session.run(given))["scores"]!.data as Float32Array;
    for (const [row, { text, begins, from: first, to }] of some.entries()) {
      const { states } = chains[text]!;
      const at = (row * length - begins) * tags;
      for (let i = first * tags; i < to * tags; i++) states[i] = scores[at + i]!;
    }
  }
  for (const { length: tokens, states } of chains) {
    for (let tag = 0; tokens > 0 && tag < tags; tag++) states[(tokens - 1) * tags + tag]! += end[tag]!;
  }
  return chains;
}

/** Where a window begins, and the tokens whose scores are taken from it. */
export function windowsIn(tokens: number, length: number): { begins: number; from: number; to: number }[] {
  const overlap = length >> 1;
  const windows: { begins: number; from: number; to: number }[] = [];
  for (let from = 0; from < tokens; ) {
    const begins = Math.max(0, Math.min(from - (overlap >> 1), tokens - length));
    const isLast = begins + length >= tokens;
    const to = isLast ? tokens : begins + length - (overlap >> 1);
    windows.push({ begins, from, to });
    from = to;
  }
  return windows;
}

const CARD = "bilstm-crf.json";
const MODEL = "bilstm-crf.onnx";

function filesOf({ tagSet, vocabularies, settings, model, edges, start, end }: Tagger): ModelFiles {
  const finite = (scores: Float64Array) => Array.from(scores, (score) => (Number.isFinite(score) ? score : null));
  return {
    [CARD]: bytes({
      ...{ name: "bilstm-crf", tags: tagSet.names, settings },
      vocabularies: each((column) => [...vocabularies[column].keys()]),
      ...{ edges: finite(edges), start: finite(start), end: finite(end) },
    }),
    [MODEL]: model,
  };
}

interface SavedCard {
  readonly name: string;
  readonly tags: readonly string[];
  readonly settings: TaggingSettings;
  readonly vocabularies: Readonly<Record<IdColumn, readonly string[]>>;
  readonly edges: readonly (number | null)[];
  readonly start: readonly (number | null)[];
  readonly end: readonly (number | null)[];
}

function loadTagger(files: ModelFiles): Tagger {
  const { name, tags, settings, vocabularies, ...card } = json(files, CARD) as SavedCard;
  if (name !== "bilstm-crf") throw new TypeError(`expected the files of a bilstm-crf, got those of ${name}`);
  const scores = (saved: readonly (number | null)[]) =>
    Float64Array.from(saved, (score) => score ?? Number.NEGATIVE_INFINITY);
  return {
    tagSet: tagSetNamed(tags),
    vocabularies: each((column) => numbered(vocabularies[column])),
    settings,
    model: file(files, MODEL),
    ...{ edges: scores(card.edges), start: scores(card.start), end: scores(card.end) },
  };
}
