import type { EncoderFolder } from "#tensor/pretrained/open-encoder.js";
import { calibrationOf } from "./calibration.js";
import { encoderReader } from "./encoder-reader.js";
import {
  type EncoderHead,
  type EncoderTextModel,
  encoderTextModel,
  headScore,
  loadEncoderText,
} from "./encoder-text-model.js";
import { given, PRETRAINED, pretrained } from "./pretrained.js";
import type { FitOptions, LabelledTexts, TextClassifier } from "./text-classifier.js";
import { BATCH, type LabelledIds, tuneEncoder } from "./tune-encoder.js";

export const FINETUNED = "finetuned";

const EPOCHS = 2;
const LEAST_TEXTS = 100;
/** Steps that are taken to see how long one takes. */
const TIMED_STEPS = 3;
/** Of the time for a fit and a refit, what one of them plans with; the rest is for reading and for what cannot be foreseen. */
const USED = 0.4;
/** Texts that a row holds whole; of the others the end is not learned from. */
const WHOLE = 0.9;
const SHORTEST = 16;

interface TunedModel extends EncoderTextModel {
  readonly epochs: number;
}

/**
 * A pretrained encoder trained on with the shop's own texts, beginning with the head that was learned on it as it came.
 *
 * Source: Devlin et al. (2019), arXiv:1810.04805, §3.2; the head first: Kumar et al. (2022), arXiv:2202.10054.
 *
 * @param encoder null: only what was saved can be loaded
 */
export function finetuned(encoder: EncoderFolder | null): TextClassifier {
  return {
    name: FINETUNED,
    isTrained: true,
    tooFew: ({ texts }) =>
      texts.length < LEAST_TEXTS
        ? `${FINETUNED} needs ${LEAST_TEXTS} rated texts to learn from, has ${texts.length}`
        : null,
    async fit(train, validation, options) {
      const frozen = (options.fitted?.get(PRETRAINED) ??
        (await pretrained(encoder).fit(train, validation, {
          ...options,
          progress: () => undefined,
        }))) as EncoderTextModel;
      const course = await courseOf(given(encoder), frozen.learned.head, { train, options });
      const learned = await tuned(course, train, options);
      const reader = encoderReader(learned.encoder);
      const means = await reader.means(validation.texts);
      const scores = Float64Array.from(means, (mean) => headScore(learned.head, mean));
      const calibration = calibrationOf(scores, validation.positive);
      const settings = `${course.epochs.toFixed(1)} epochs, ${course.length} tokens`;
      return {
        ...encoderTextModel({ name: FINETUNED, ...learned, calibration, settings }, reader),
        epochs: course.epochs,
      } satisfies TunedModel;
    },
    async refit(model, all, options) {
      const { learned, epochs } = model as TunedModel;
      const head = (options.fitted?.get(PRETRAINED) as EncoderTextModel | undefined)?.learned.head ?? learned.head;
      const course = { encoder: given(encoder), head, epochs, length: lengthOf(given(encoder), all) };
      const again = await tuned(course, all, options);
      return { ...encoderTextModel({ ...learned, ...again }), epochs } satisfies TunedModel;
    },
    load: (files) => loadEncoderText(FINETUNED, files),
  };
}

interface Course {
  readonly encoder: EncoderFolder;
  readonly head: EncoderHead;
  readonly length: number;
  readonly epochs: number;
}

/** As many epochs as there is time for, perhaps less than one. */
async function courseOf(
  encoder: EncoderFolder,
  head: EncoderHead,
  { train, options }: { train: LabelledTexts; options: FitOptions },
): Promise<Course> {
  const course = { encoder, head, length: lengthOf(encoder, train) };
  if (options.seconds === undefined) return { ...course, epochs: EPOCHS };
  const each = Math.ceil(train.texts.length / BATCH);
  const marks: number[] = [];
  const steps = Math.min(each, TIMED_STEPS);
  await learnedIn({ ...course, epochs: steps / each }, train, {
    ...options,
    progress: () => marks.push(performance.now()),
  });
  const second = (marks.at(-1)! - marks[0]!) / 1000 / Math.max(1, marks.length - 1);
  return { ...course, epochs: Math.min(EPOCHS, Math.max(1 / each, (USED * options.seconds) / (second * each))) };
}

async function tuned(course: Course, texts: LabelledTexts, options: FitOptions) {
  const { weights, head } = await learnedIn(course, texts, options);
  return { encoder: { ...course.encoder, model: { kind: "weights", weights } as const }, head };
}

async function learnedIn({ encoder, head, length, epochs }: Course, texts: LabelledTexts, options: FitOptions) {
  const { config, model } = encoder;
  if (model.kind === "graph")
    throw new TypeError(`${FINETUNED} needs model.safetensors; an ONNX graph can only be asked`);
  const steps = Math.max(1, Math.round((epochs * texts.texts.length) / BATCH));
  const { seed, signal } = options;
  return tuneEncoder(idsOf(encoder, texts, length), {
    ...{ config, weights: model.weights, head, length, steps, seed, signal },
    progress: (step) => options.progress(step / steps),
  });
}

function idsOf(encoder: EncoderFolder, { texts, positive }: LabelledTexts, length: number): LabelledIds {
  const { tokenizer } = encoderReader(encoder);
  return { tokens: texts.map((text) => tokenizer.encode(text, length)), positive, padding: tokenizer.padding };
}

/** The shortest row that holds most texts, of lengths that double. */
function lengthOf(encoder: EncoderFolder, { texts }: LabelledTexts): number {
  const { tokenizer, longest } = encoderReader(encoder);
  const lengths = Int32Array.from(texts, (text) => tokenizer.encode(text, longest).length).sort();
  const most = lengths[Math.floor(WHOLE * lengths.length)] ?? longest;
  let length = SHORTEST;
  while (length < most) length *= 2;
  return Math.min(length, longest);
}
