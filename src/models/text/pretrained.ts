import type { EncoderFolder } from "#tensor/pretrained/open-encoder.js";
import { type EncoderReader, encoderReader } from "./encoder-reader.js";
import { type EncoderTextModel, encoderTextModel, loadEncoderText } from "./encoder-text-model.js";
import { fitEncoderHead, headOf } from "./fit-encoder-head.js";
import type { FitOptions, TextClassifier } from "./text-classifier.js";

export const PRETRAINED = "pretrained";

interface FrozenModel extends EncoderTextModel {
  readonly strength: number;
}

/**
 * What a pretrained encoder says of a text, as it came, and logistic regression on that. Texts are read once, however often they
 * are learned from.
 *
 * @param encoder null: only what was saved can be loaded
 */
export function pretrained(encoder: EncoderFolder | null): TextClassifier {
  let reader: EncoderReader | null = null;
  const read = new Map<string, Float32Array>();
  const means = async (texts: readonly string[], options: Reading) => {
    reader ??= encoderReader(given(encoder));
    return meansOf(texts, { reader, read, ...options });
  };
  return {
    name: PRETRAINED,
    async fit(train, validation, options) {
      const share = train.texts.length / Math.max(1, train.texts.length + validation.texts.length);
      const of = async (texts: readonly string[], from: number, size: number) =>
        means(texts, { signal: options.signal, progress: (done) => options.progress(from + size * done) });
      const fitted = await fitEncoderHead(
        { means: await of(train.texts, 0, share), positive: train.positive },
        { means: await of(validation.texts, share, 1 - share), positive: validation.positive },
        options,
      );
      const { head, calibration, strength } = fitted;
      const learned = { name: PRETRAINED, encoder: given(encoder), head, calibration, settings: `C = ${strength}` };
      return { ...encoderTextModel(learned, reader!), strength } satisfies FrozenModel;
    },
    async refit(model, all, options) {
      const { learned, strength } = model as FrozenModel;
      const head = await headOf({ means: await means(all.texts, options), positive: all.positive }, strength, options);
      return { ...encoderTextModel({ ...learned, head }, reader!), strength } satisfies FrozenModel;
    },
    load: (files) => loadEncoderText(PRETRAINED, files),
  };
}

/** @throws where a candidate that learns from a folder was given none */
export function given(encoder: EncoderFolder | null): EncoderFolder {
  if (encoder) return encoder;
  throw new TypeError("expected the folder of a pretrained encoder, got none");
}

type Reading = Pick<FitOptions, "signal" | "progress">;

const TEXTS_A_TURN = 256;
const MOST_READ = 100_000; // 150 MB of a width of 384

async function meansOf(
  texts: readonly string[],
  { reader, read, signal, progress }: Reading & { reader: EncoderReader; read: Map<string, Float32Array> },
): Promise<Float32Array[]> {
  if (read.size + texts.length > MOST_READ) read.clear();
  const found = new Map<string, Float32Array>();
  for (let from = 0; from < texts.length; from += TEXTS_A_TURN) {
    signal.throwIfAborted();
    const some = [...new Set(texts.slice(from, from + TEXTS_A_TURN))];
    const fresh = some.filter((text) => !read.has(text));
    const means = await reader.means(fresh);
    for (const [at, text] of fresh.entries()) read.set(text, means[at]!);
    for (const text of some) found.set(text, read.get(text)!);
    progress(Math.min(1, (from + TEXTS_A_TURN) / texts.length));
  }
  return texts.map((text) => found.get(text)!);
}
