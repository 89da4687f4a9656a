import type { PictureForm, Pictures } from "#image/pictures.js";
import { mulberry32 } from "#numeric/mulberry32.js";
import { decodeModel } from "#tensor/onnx/decode-model.js";
import { openSession } from "#tensor/session.js";
import { bytes, file, json } from "../model-file.js";
import { featureWidth, hogFeatures } from "./hog-features.js";
import type { FitOptions, ImageClassifier, ImageClassifierModel, LabelledPictures } from "./image-classifier.js";
import { type KernelCases, kernelModel, kernelSystem, solvedKernel } from "./kernel-machine.js";
import { softened, surprises, temperatureScale } from "./temperature.js";

interface HogSettings {
  readonly colourShare: number;
  readonly gamma: number;
  readonly ridge: number;
}

interface HogCard extends HogSettings {
  readonly name: "hog";
  readonly form: PictureForm;
  readonly classes: number;
  /** Of the scores, to make chances of them. */
  readonly scale: number;
  readonly modelBytes: number;
}

interface HogModel extends ImageClassifierModel {
  readonly card: HogCard;
}

const CARD = "hog.json";
const MODEL = "hog.onnx";
const CHUNK = 256;
/** Landmarks and pictures with which settings are tried. */
const TRIED = { landmarks: 800, pictures: 8000 } as const;
const MOST_LANDMARKS = 2500;
const RIDGES = [0.003, 0.01, 0.03, 0.1, 0.3] as const;
const GAMMAS = [0.7, 1.5, 3] as const;
const COLOUR_SHARES = [0.15, 0.35, 0.6] as const;
const WITHOUT_VALIDATION: HogSettings = { colourShare: 0.15, gamma: 1.5, ridge: 0.1 };
const WITHOUT_VALIDATION_SCALE = 8;

/**
 * Outlines (histograms of oriented gradients) and colours, and on them ridge regression with a Gaussian kernel: what rests on few
 * pictures. Every picture is learned from as it is and mirrored, and asked about both ways.
 */
export const hog: ImageClassifier = {
  name: "hog",
  fewest: 20,
  async fit(train, validation, options) {
    const settings = validation.label.length > 0 ? await bestSettings(train, validation, options) : WITHOUT_VALIDATION;
    return fitted(train, settings, {
      options: { ...options, progress: (share) => options.progress(0.5 + share / 2) },
      scaleOf: async (scores) =>
        validation.label.length > 0
          ? temperatureScale(await scores(validation.pictures), validation.label, validation.classes)
          : WITHOUT_VALIDATION_SCALE,
    });
  },
  async refit(model, all, options) {
    const { scale, ...settings } = (model as HogModel).card;
    return fitted(all, settings, { options, scaleOf: async () => scale });
  },
  load(files) {
    const card = json(files, CARD) as HogCard;
    if (card.name !== "hog")
      throw new TypeError(`expected the files of a hog model, got those of ${String(card.name)}`);
    const onnx = file(files, MODEL);
    if (onnx.length !== card.modelBytes)
      throw new RangeError(`expected ${card.modelBytes} bytes in ${MODEL}, got ${onnx.length}`);
    decodeModel(onnx);
    return hogModel(card, onnx);
  },
};

/** Every setting is tried on some pictures and landmarks: the least surprise on validation. */
async function bestSettings(
  train: LabelledPictures,
  validation: LabelledPictures,
  options: FitOptions,
): Promise<HogSettings> {
  const some = spread(train.label.length, TRIED.pictures);
  const places = spread(train.label.length, TRIED.landmarks);
  const held = spread(validation.label.length, TRIED.pictures);
  const heldLabel = Int32Array.from(held, (row) => validation.label[row]!);
  let best: { settings: HogSettings; loss: number } | null = null;
  let done = 0;
  for (const colourShare of COLOUR_SHARES) {
    const cases = casesOf(train, some, { colourShare, isMirrored: false });
    const kept = { ...cases, chunks: remembered(cases.chunks) };
    const landmarks = hogFeatures(train.pictures, places, { colourShare });
    const asked = hogFeatures(validation.pictures, held, { colourShare });
    for (const gamma of GAMMAS) {
      const means = meansOf(train);
      const system = await kernelSystem(kept, landmarks, { gamma, means, signal: options.signal });
      for (const ridge of RIDGES) {
        const shape = { width: cases.width, classes: train.classes, gamma, means };
        const scores = await scored(kernelModel(landmarks, solvedKernel(system, ridge), shape), asked, cases.width);
        const loss = lossOf(scores, heldLabel, train.classes);
        if (!best || loss < best.loss) best = { settings: { colourShare, gamma, ridge }, loss };
      }
      done += 1;
      options.progress((0.5 * done) / (COLOUR_SHARES.length * GAMMAS.length));
    }
  }
  return best!.settings;
}

function lossOf(scores: Float32Array, label: Int32Array, classes: number): number {
  const scale = temperatureScale(scores, label, classes);
  const found = surprises(softened(scores, classes, scale, new Float32Array(scores.length)), label, classes);
  return found.reduce((sum, one) => sum + one, 0);
}

async function scored(model: Uint8Array, features: Float32Array, width: number): Promise<Float32Array> {
  const session = await openSession(model, { threads: 2 });
  try {
    const { y } = await session.run({ x: { data: features, shape: [features.length / width, width] } });
    return y!.data as Float32Array;
  } finally {
    await session.close();
  }
}

async function fitted(
  train: LabelledPictures,
  { colourShare, gamma, ridge }: HogSettings,
  {
    options,
    scaleOf,
  }: { options: FitOptions; scaleOf: (scores: (pictures: Pictures) => Promise<Float32Array>) => Promise<number> },
): Promise<HogModel> {
  const { signal, seed, progress } = options;
  signal.throwIfAborted();
  const { pictures, classes, label } = train;
  const places = drawnPlaces(label.length, MOST_LANDMARKS, seed);
  const landmarks = hogFeatures(pictures, places, { colourShare });
  const cases = casesOf(train, Int32Array.from(label.keys()), {
    colourShare,
    isMirrored: true,
    progress: (share) => progress(0.7 * share),
  });
  const means = meansOf(train);
  const system = await kernelSystem(cases, landmarks, { gamma, means, signal });
  progress(0.8);
  const onnx = kernelModel(landmarks, solvedKernel(system, ridge), { width: cases.width, classes, gamma, means });
  const plain: HogCard = {
    ...{ name: "hog", form: pictures.form, classes, colourShare, gamma, ridge, scale: 1 },
    modelBytes: onnx.length,
  };
  const scale = await scaleOf((held) => scoresOf(plain, onnx, held));
  progress(1);
  return hogModel({ ...plain, scale }, onnx);
}

function hogModel(card: HogCard, onnx: Uint8Array): HogModel {
  return {
    name: "hog",
    card,
    settings: `colour ${card.colourShare}, γ ${card.gamma}, λ ${card.ridge}`,
    async chances(pictures) {
      const scores = await scoresOf(card, onnx, pictures);
      return softened(scores, card.classes, card.scale, scores);
    },
    async embed(pictures) {
      return hogFeatures(
        pictures,
        Int32Array.from({ length: pictures.count }, (_, row) => row),
        card,
      );
    },
    save: () => ({ [CARD]: bytes(card), [MODEL]: onnx }),
  };
}

/** [pictures, classes] the mean of what is said of a picture and of its mirror image. */
async function scoresOf(
  { colourShare, classes, form }: HogCard,
  onnx: Uint8Array,
  pictures: Pictures,
): Promise<Float32Array> {
  const scores = new Float32Array(pictures.count * classes);
  if (pictures.count === 0) return scores;
  const width = featureWidth(form);
  const session = await openSession(onnx, { threads: 2 });
  try {
    for (let from = 0; from < pictures.count; from += CHUNK) {
      const rows = Int32Array.from({ length: Math.min(CHUNK, pictures.count - from) }, (_, at) => from + at);
      for (const mirrored of [false, true]) {
        const data = hogFeatures(pictures, rows, { colourShare, mirrored });
        const { y } = await session.run({ x: { data, shape: [rows.length, width] } });
        const found = y!.data as Float32Array;
        for (let i = 0; i < found.length; i++) scores[from * classes + i]! += found[i]! / 2;
      }
    }
  } finally {
    await session.close();
  }
  return scores;
}

/** The pictures of `rows` by chunks, and their mirror images after them. */
function casesOf(
  { pictures, label, classes }: LabelledPictures,
  rows: Int32Array,
  {
    colourShare,
    isMirrored,
    progress,
  }: { colourShare: number; isMirrored: boolean; progress?: (share: number) => void },
): KernelCases {
  return {
    width: featureWidth(pictures.form),
    classes,
    *chunks() {
      for (let from = 0; from < rows.length; from += CHUNK) {
        const some = rows.subarray(from, from + CHUNK);
        const own = Int32Array.from(some, (row) => label[row]!);
        yield { features: hogFeatures(pictures, some, { colourShare }), label: own };
        if (isMirrored) yield { features: hogFeatures(pictures, some, { colourShare, mirrored: true }), label: own };
        progress?.(Math.min(1, (from + CHUNK) / rows.length));
      }
    },
  };
}

/** The same chunks again without working them out again. */
function remembered<T>(make: () => Iterable<T>): () => Iterable<T> {
  let kept: T[] | null = null;
  return () => (kept ??= [...make()]);
}

/** [classes] their shares. */
function meansOf({ label, classes }: LabelledPictures): Float64Array {
  const means = new Float64Array(classes);
  for (const one of label) means[one]! += 1 / label.length;
  return means;
}

/** At most so many places, evenly spread. */
function spread(count: number, most: number): Int32Array {
  const size = Math.min(count, most);
  return Int32Array.from({ length: size }, (_, at) => Math.floor((at * count) / size));
}

/** At most so many places by lot, in order. */
function drawnPlaces(count: number, most: number, seed: number): Int32Array {
  if (count <= most) return Int32Array.from({ length: count }, (_, at) => at);
  const random = mulberry32(seed);
  const order = Int32Array.from({ length: count }, (_, at) => at);
  for (let i = 0; i < most; i++) {
    const j = i + Math.floor(random() * (count - i));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order.slice(0, most).sort();
}
