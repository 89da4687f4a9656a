import { type SpanScores, spanScores } from "#measure/span-scores.js";
import { bytes, json, type ModelFiles } from "#models/model-file.js";
import { entityTagger } from "#models/tag/entity-tagger.js";
import type { FitOptions, SequenceTaggerModel } from "#models/tag/sequence-tagger.js";
import { mulberry32 } from "#numeric/mulberry32.js";
import type { Entity } from "#text/entities.js";
import { spansOf, type TaggedText } from "#text/tagged-text.js";
import { type TokenUnit, tokensIn, unitOf } from "#text/tokens.js";

/** What a shop taught about the names in its texts. */
export interface TaughtEntities {
  readonly tagger: SequenceTaggerModel;
  /** How texts are cut before they are tagged. */
  readonly unit: TokenUnit;
  readonly taught: Taught;
}

export interface Taught {
  /** Texts with their names marked. */
  readonly texts: number;
  /** On a tenth of them, learned from the others; null: there were too few. */
  readonly measured: SpanScores | null;
}

const HELD_OUT = 0.1;
const LEAST_HELD_OUT = 5;

/** Learns to mark names as they are marked in these texts: once from nine tenths, to say how well, and then from all. */
export async function learnEntities(texts: readonly TaggedText[], options: FitOptions): Promise<TaughtEntities> {
  const { seed, progress } = options;
  const random = mulberry32(seed);
  const isHeld = texts.map(() => random() < HELD_OUT);
  const held = texts.filter((_, at) => isHeld[at]);
  const others = texts.filter((_, at) => !isHeld[at]);
  const share = (from: number, size: number) => ({
    ...options,
    progress: (done: number) => progress(from + size * done),
  });
  const measured =
    held.length < LEAST_HELD_OUT ? null : await measuredOn(held, await entityTagger.fit(others, share(0, 0.5)));
  const tagger = await entityTagger.fit(texts, share(0.5, 0.5));
  return { tagger, unit: unitOf(texts), taught: { texts: texts.length, measured } };
}

async function measuredOn(texts: readonly TaggedText[], tagger: SequenceTaggerModel): Promise<SpanScores> {
  const found = await tagger.tag(texts.map(({ tokens }) => tokens));
  return spanScores(
    texts.map(({ tags }) => spansOf(tags)),
    found.map(spansOf),
  ).all;
}

/** The names in a text: those the shop taught, and of kinds it did not teach what else was found beside them. */
export async function withTaught(
  text: string,
  found: readonly Entity[],
  { tagger, unit }: TaughtEntities,
): Promise<readonly Entity[]> {
  const tokens = tokensIn(text, unit);
  const [tags = []] = await tagger.tag([tokens.map((token) => token.text)]);
  const taught = spansOf(tags).map(({ start, end, kind }): Entity => {
    const span = { start: tokens[start]!.start, end: tokens[end - 1]!.end };
    return { ...span, kind, text: text.slice(span.start, span.end) };
  });
  const kinds = new Set(tagger.tags.map((tag) => tag.slice(2)));
  const isApart = (one: Entity) => !taught.some(({ start, end }) => one.start < end && start < one.end);
  const others = found.filter((one) => !kinds.has(one.kind) && isApart(one));
  return [...taught, ...others].sort((a, b) => a.start - b.start);
}

const CARD = "entities.json";
const PREFIX = "entities.";

export function saveTaught({ tagger, unit, taught }: TaughtEntities): ModelFiles {
  const files = Object.entries(tagger.save()).map(([name, content]) => [PREFIX + name, content]);
  return { [CARD]: bytes({ unit, taught }), ...Object.fromEntries(files) };
}

/** Null where the shop taught nothing. */
export function loadTaught(files: ModelFiles): TaughtEntities | null {
  if (!files[CARD]) return null;
  const card = json(files, CARD) as Omit<TaughtEntities, "tagger">;
  const own = Object.entries(files).filter(([name]) => name.startsWith(PREFIX) && name !== CARD);
  return {
    ...card,
    tagger: entityTagger.load(Object.fromEntries(own.map(([name, file]) => [name.slice(PREFIX.length), file]))),
  };
}
