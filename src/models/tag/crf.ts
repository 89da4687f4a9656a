import type { TaggedText } from "#text/tagged-text.js";
import { bytes, float32, json, type ModelFiles } from "../model-file.js";
import { bestPath, forwardBackward } from "./chain.js";
import { type ChainWeights, chainOf, type EncodedText } from "./chain-weights.js";
import { type EntityLexicon, entityLexicon, loadEntityLexicon, type SavedLexicon } from "./entity-lexicon.js";
import { featuresOf } from "./feature-templates.js";
import { fitChain, type TruthText } from "./fit-chain.js";
import type { FitOptions, SequenceTagger, SequenceTaggerModel } from "./sequence-tagger.js";
import { type TagSet, tagSetNamed, tagSetOf } from "./tag-set.js";
import { type TokenView, tokenView } from "./token-view.js";

/** How a field is learned. */
export interface CrfSettings {
  /** Features that stand fewer times are left out. */
  readonly leastCount: number;
  readonly ridge: number;
  readonly rate: number;
  /** Share of features that a step does not see. */
  readonly dropout: number;
  readonly epochs: number;
}

/** Of those tried on the development part of labelled product titles the best (bench/entities.prove.ts). */
const usual: CrfSettings = { leastCount: 1, ridge: 1, rate: 0.2, dropout: 0.6, epochs: 10 };

interface Field {
  readonly tagSet: TagSet;
  readonly lexicon: EntityLexicon;
  readonly features: ReadonlyMap<string, number>;
  readonly weights: ChainWeights;
}

/**
 * A linear-chain conditional random field over what stands round a token: the tokens themselves, alone and in a row, their shape,
 * the words they are part of, and the names of the texts it learned from.
 *
 * Source: Lafferty, McCallum & Pereira (2001), "Conditional random fields".
 */
export function crfWith(settings: Partial<CrfSettings> = {}): SequenceTagger {
  return {
    name: "crf",
    fit: async (texts, options) => fieldModel(await fitField(texts, { ...usual, ...settings }, options)),
    load: (files) => fieldModel(loadField(files)),
  };
}

async function fitField(texts: readonly TaggedText[], settings: CrfSettings, options: FitOptions): Promise<Field> {
  const tagSet = tagSetOf(texts);
  const numbers = new Map(tagSet.names.map((tag, number) => [tag, number]));
  const views = texts.map(({ tokens }) => tokenView(tokens));
  const lexicon = entityLexicon(
    views.map(({ form }) => form),
    texts,
  );
  const all = new Map<string, number>();
  const found = views.map((view, at) => {
    const known = lexicon.features(view.form, texts[at]!.tags);
    return encoded(view, known, (feature) => {
      const number = all.get(feature) ?? all.size;
      if (number === all.size) all.set(feature, number);
      return number;
    });
  });
  const { features, kept } = frequent(all, found, settings.leastCount);
  const truths = texts.map(
    ({ tags }, at): TruthText => ({ ...kept[at]!, truth: Uint8Array.from(tags, (tag) => numbers.get(tag)!) }),
  );
  const { ridge, rate, dropout, epochs } = settings;
  const { seed, signal, progress } = options;
  const weights = await fitChain(truths, {
    ...{ ridge, rate, dropout, epochs, seed, signal, progress },
    features: features.size,
    allowed: tagSet.edges,
    start: tagSet.start,
    edgeKinds: EDGE_KINDS,
  });
  return { tagSet, lexicon, features, weights: asSaved(weights) };
}

/** A model answers the same before and after it was saved. */
function asSaved({ tags, states, edges, start }: ChainWeights): ChainWeights {
  return { tags, states: states.map(Math.fround), edges: edges.map(Math.fround), start };
}

/** A text as the field reads it. @param numberOf of a feature; undefined: it is left out */
function encoded(
  view: TokenView,
  known: readonly (readonly string[])[],
  numberOf: (feature: string) => number | undefined,
): EncodedText {
  const starts = new Int32Array(view.form.length + 1);
  const features: number[] = [];
  for (const t of view.form.keys()) {
    for (const feature of [...featuresOf(view, t), ...known[t]!]) {
      const number = numberOf(feature);
      if (number !== undefined) features.push(number);
    }
    starts[t + 1] = features.length;
  }
  return { starts, features: Int32Array.from(features), kinds: edgeKinds(view) };
}

/** The features that stand often enough, numbered anew, and the texts without the others. */
function frequent(all: ReadonlyMap<string, number>, texts: readonly EncodedText[], least: number) {
  const counts = new Int32Array(all.size);
  for (const { features } of texts) for (const feature of features) counts[feature]! += 1;
  const features = new Map<string, number>();
  const numbers = new Int32Array(all.size).fill(-1);
  for (const [feature, number] of all) {
    if (counts[number]! < least) continue;
    numbers[number] = features.size;
    features.set(feature, features.size);
  }
  const kept = texts.map(({ starts, features: found, kinds }): EncodedText => {
    const ids = found.map((feature) => numbers[feature]!);
    const left = new Int32Array(starts.length); // how many are kept up to each token
    let count = 0;
    for (let t = 1, at = 0; t < left.length; t++) {
      for (; at < starts[t]!; at++) if (ids[at]! >= 0) count += 1;
      left[t] = count;
    }
    return { starts: left, features: ids.filter((feature) => feature >= 0), kinds };
  });
  return { features, kept };
}

const EDGE_KINDS = 6;

/** Whether a word begins at a token, and whether the token is of the kind of the one before: of Han, another, or neither. */
function edgeKinds({ place, shape }: TokenView): Uint8Array {
  return Uint8Array.from(place, (at, t) => {
    const begins = at === "B" || at === "S" ? 1 : 0;
    const alike = shape[t] !== shape[t - 1] ? 0 : shape[t] === "汉" ? 1 : 2;
    return begins + 2 * alike;
  });
}

function fieldModel(field: Field): SequenceTaggerModel {
  const { tagSet, lexicon, features, weights } = field;
  const chain = (tokens: readonly string[]) => {
    const view = tokenView(tokens);
    return chainOf(
      encoded(view, lexicon.features(view.form), (feature) => features.get(feature)),
      weights,
    );
  };
  return {
    name: "crf",
    tags: tagSet.names,
    marginals: async (texts) =>
      texts.map((tokens) => (tokens.length === 0 ? new Float64Array(0) : forwardBackward(chain(tokens)).marginals)),
    tag: async (texts) => texts.map((tokens) => Array.from(bestPath(chain(tokens)), (tag) => tagSet.names[tag]!)),
    save: () => filesOf(field),
  };
}

const CARD = "crf.json";
const STATES = "crf.states.bin";
const EDGES = "crf.edges.bin";

function filesOf({ tagSet, lexicon, features, weights }: Field): ModelFiles {
  return {
    [CARD]: bytes({ name: "crf", tags: tagSet.names, features: [...features.keys()], lexicon: lexicon.save() }),
    [STATES]: bytes(Float32Array.from(weights.states)),
    [EDGES]: bytes(Float32Array.from(weights.edges)),
  };
}

function loadField(files: ModelFiles): Field {
  const card = json(files, CARD) as { name: string; tags: string[]; features: string[]; lexicon: SavedLexicon };
  if (card.name !== "crf") throw new TypeError(`expected the files of a crf, got those of ${card.name}`);
  const tagSet = tagSetNamed(card.tags);
  const tags = card.tags.length;
  return {
    tagSet,
    lexicon: loadEntityLexicon(card.lexicon),
    features: new Map(card.features.map((feature, number) => [feature, number])),
    weights: {
      tags,
      states: Float64Array.from(float32(files, STATES, card.features.length * tags)),
      edges: Float64Array.from(float32(files, EDGES, EDGE_KINDS * tags * tags)),
      start: tagSet.start,
    },
  };
}
