import type { PictureForm, Pictures } from "#image/pictures.js";
import { evenlySpread } from "#numeric/evenly-spread.js";
import { mulberry32 } from "#numeric/mulberry32.js";
import { decodeModel } from "#tensor/onnx/decode-model.js";
import { openSession, type Session } from "#tensor/session.js";
import { bytes, json, whole } from "../model-file.js";
import type { FitOptions, ImageClassifier, ImageClassifierModel, LabelledPictures } from "./image-classifier.js";
import { type KernelCases, kernelModel, kernelSystem, solvedKernel } from "./kernel-machine.js";
import { patchModel } from "./patch-network.js";
import { type Describing, type FeatureShares, featureWidth, pictureFeatures } from "./picture-features.js";
import { softened, surprises, temperatureScale } from "./temperature.js";

export interface KernelKind {
  readonly name: string;
  /** What describes pictures, tried on validation; the first is used where there is none. */
  readonly shares: readonly [FeatureShares, ...FeatureShares[]];
}

interface KernelSettings {
  readonly shares: FeatureShares;
  readonly gamma: number;
  readonly ridge: number;
}

interface KernelCard extends KernelSettings {
  readonly name: string;
  readonly form: PictureForm;
  readonly classes: number;
  /** Of the scores, to make chances of them. */
  readonly scale: number;
  readonly modelBytes: number;
  /** 0 where patches have no share. */
  readonly patchBytes: number;
}

interface Graphs {
  readonly scores: Uint8Array;
  /** Null where patches have no share. */
  readonly patches: Uint8Array | null;
}

interface KernelModel extends ImageClassifierModel {
  readonly card: KernelCard;
  readonly graphs: Graphs;
}

const CARD = "kernel.json";
const SCORES = "kernel.onnx";
const PATCHES = "patches.onnx";
const CHUNK = 256;
/** Landmarks and pictures with which settings are tried. */
const TRIED = { landmarks: 800, pictures: 8000 } as const;
const MOST_LANDMARKS = 2500;
const RIDGES = [0.003, 0.01, 0.03, 0.1, 0.3] as const;
const GAMMAS = [0.7, 1.5, 3, 6] as const;
const WITHOUT_VALIDATION = { gamma: 1.5, ridge: 0.1, scale: 8 } as const;

/**
 * Ridge regression with a Gaussian kernel on what describes pictures: what rests on few of them. Every picture is learned from as it
 * is and mirrored, and asked about both ways.
 */
export function kernelClassifier({ name, shares }: KernelKind): ImageClassifier {
  return {
    name,
    fewest: 20,
    async fit(train, validation, options) {
      options.signal.throwIfAborted();
      const wanted = shares.some((one) => one.patches > 0);
      const dictionary = wanted ? patchModel(train.pictures, options.seed) : null;
      return withSession(dictionary, async (patches) => {
        const settings =
          validation.label.length > 0
            ? await bestSettings(shares, { train, validation, patches, options })
            : { shares: shares[0], gamma: WITHOUT_VALIDATION.gamma, ridge: WITHOUT_VALIDATION.ridge };
        const plain = await fitted(name, settings, {
          ...{ train, dictionary, patches },
          options: { ...options, progress: (share) => options.progress(0.5 + share / 2) },
        });
        if (validation.label.length === 0) return plain;
        const scores = await scoresOf(plain.card, plain.graphs, validation.pictures);
        const scale = temperatureScale(scores, validation.label, validation.classes);
        return kernelClassifierModel({ ...plain.card, scale }, plain.graphs);
      });
    },
    async refit(model, all, options) {
      const { card, graphs } = model as KernelModel;
      return withSession(graphs.patches, async (patches) => {
        const again = await fitted(name, card, { train: all, dictionary: graphs.patches, patches, options });
        return kernelClassifierModel({ ...again.card, scale: card.scale }, again.graphs);
      });
    },
    load(files) {
      const card = json(files, CARD) as KernelCard;
      if (card.name !== name)
        throw new TypeError(`expected the files of a ${name} model, got those of ${String(card.name)}`);
      const scores = whole(files, SCORES, card.modelBytes);
      const patches = card.patchBytes > 0 ? whole(files, PATCHES, card.patchBytes) : null;
      decodeModel(scores);
      return kernelClassifierModel(card, { scores, patches });
    },
  };
}

async function withSession<T>(model: Uint8Array | null, work: (session: Session | null) => Promise<T>): Promise<T> {
  const session = model && (await openSession(model, { threads: 2, optimise: true }));
  try {
    return await work(session);
  } finally {
    await session?.close();
  }
}

interface Trying {
  readonly train: LabelledPictures;
  readonly validation: LabelledPictures;
  readonly patches: Session | null;
  readonly options: FitOptions;
}

/** Every setting is tried on some pictures and landmarks: the least surprise on validation. */
async function bestSettings(
  tried: KernelKind["shares"],
  { train, validation, patches, options }: Trying,
): Promise<KernelSettings> {
  const some = evenlySpread(train.label.length, TRIED.pictures);
  const places = evenlySpread(train.label.length, TRIED.landmarks);
  const held = evenlySpread(validation.label.length, TRIED.pictures);
  const heldLabel = Int32Array.from(held, (row) => validation.label[row]!);
  const means = meansOf(train);
  let best: { settings: KernelSettings; loss: number } | null = null;
  let done = 0;
  for (const shares of tried) {
    const describing = { shares, patches };
    const cases = casesOf(train, some, { describing, isMirrored: false });
    const kept = { ...cases, chunks: remembered(cases.chunks) };
    const landmarks = await pictureFeatures(train.pictures, places, describing);
    const asked = await pictureFeatures(validation.pictures, held, describing);
    for (const gamma of GAMMAS) {
      const system = await kernelSystem(kept, landmarks, { gamma, means, signal: options.signal });
      for (const ridge of RIDGES) {
        const shape = { width: cases.width, classes: train.classes, gamma, means };
        const scores = await scored(kernelModel(landmarks, solvedKernel(system, ridge), shape), asked, cases.width);
        const loss = lossOf(scores, heldLabel, train.classes);
        if (!best || loss < best.loss) best = { settings: { shares, gamma, ridge }, loss };
      }
      done += 1;
      options.progress((0.5 * done) / (tried.length * GAMMAS.length));
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

interface Fitting {
  readonly train: LabelledPictures;
  readonly dictionary: Uint8Array | null;
  readonly patches: Session | null;
  readonly options: FitOptions;
}

/** Its scores are not scaled yet but by what is usual. */
async function fitted(
  name: string,
  { shares, gamma, ridge }: KernelSettings,
  { train, dictionary, patches, options }: Fitting,
): Promise<KernelModel> {
  const { signal, seed, progress } = options;
  signal.throwIfAborted();
  const { pictures, classes, label } = train;
  const describing = { shares, patches };
  const landmarks = await pictureFeatures(pictures, drawnPlaces(label.length, MOST_LANDMARKS, seed), describing);
  const cases = casesOf(train, Int32Array.from(label.keys()), {
    ...{ describing, isMirrored: true },
    progress: (share) => progress(0.7 * share),
  });
  const means = meansOf(train);
  const system = await kernelSystem(cases, landmarks, { gamma, means, signal });
  progress(0.8);
  const onnx = kernelModel(landmarks, solvedKernel(system, ridge), { width: cases.width, classes, gamma, means });
  progress(1);
  const kept = shares.patches > 0 ? dictionary : null;
  const card: KernelCard = {
    ...{ name, form: pictures.form, classes, shares, gamma, ridge, scale: WITHOUT_VALIDATION.scale },
    modelBytes: onnx.length,
    patchBytes: kept?.length ?? 0,
  };
  return kernelClassifierModel(card, { scores: onnx, patches: kept });
}

function kernelClassifierModel(card: KernelCard, graphs: Graphs): KernelModel {
  const { name, shares, gamma, ridge, classes, scale } = card;
  const parts = Object.entries(shares).filter(([, share]) => share > 0);
  return {
    ...{ name, card, graphs },
    settings: `${parts.map(([kind, share]) => `${kind} ${share}`).join(", ")}, γ ${gamma}, λ ${ridge}`,
    async chances(pictures) {
      const scores = await scoresOf(card, graphs, pictures);
      return softened(scores, classes, scale, scores);
    },
    embed: (pictures) =>
      withSession(graphs.patches, (patches) =>
        pictureFeatures(
          pictures,
          Int32Array.from({ length: pictures.count }, (_, row) => row),
          { shares, patches },
        ),
      ),
    save: () => ({
      [CARD]: bytes(card),
      [SCORES]: graphs.scores,
      ...(graphs.patches && { [PATCHES]: graphs.patches }),
    }),
  };
}

/** [pictures, classes] the mean of what is said of a picture and of its mirror image. */
async function scoresOf(
  { shares, classes, form }: KernelCard,
  graphs: Graphs,
  pictures: Pictures,
): Promise<Float32Array> {
  const scores = new Float32Array(pictures.count * classes);
  if (pictures.count === 0) return scores;
  const width = featureWidth(form, shares);
  await withSession(graphs.patches, async (patches) => {
    const session = await openSession(graphs.scores, { threads: 2 });
    try {
      for (let from = 0; from < pictures.count; from += CHUNK) {
        const rows = Int32Array.from({ length: Math.min(CHUNK, pictures.count - from) }, (_, at) => from + at);
        for (const mirrored of [false, true]) {
          const data = await pictureFeatures(pictures, rows, { shares, patches, mirrored });
          const { y } = await session.run({ x: { data, shape: [rows.length, width] } });
          const found = y!.data as Float32Array;
          for (let i = 0; i < found.length; i++) scores[from * classes + i]! += found[i]! / 2;
        }
      }
    } finally {
      await session.close();
    }
  });
  return scores;
}

interface Casing {
  readonly describing: Omit<Describing, "mirrored">;
  readonly isMirrored: boolean;
  readonly progress?: (share: number) => void;
}

/** The pictures of `rows` by chunks, and their mirror images after them. */
function casesOf(
  { pictures, label, classes }: LabelledPictures,
  rows: Int32Array,
  { describing, isMirrored, progress }: Casing,
): KernelCases {
  return {
    width: featureWidth(pictures.form, describing.shares),
    classes,
    async *chunks() {
      for (let from = 0; from < rows.length; from += CHUNK) {
        const some = rows.subarray(from, from + CHUNK);
        const own = Int32Array.from(some, (row) => label[row]!);
        for (const mirrored of isMirrored ? [false, true] : [false])
          yield { features: await pictureFeatures(pictures, some, { ...describing, mirrored }), label: own };
        progress?.(Math.min(1, (from + CHUNK) / rows.length));
      }
    },
  };
}

/** The same chunks again without working them out again. */
function remembered<T>(make: () => AsyncIterable<T>): () => AsyncIterable<T> {
  const kept: T[] = [];
  let isWhole = false;
  return async function* chunks() {
    if (isWhole) return yield* kept;
    for await (const one of make()) {
      kept.push(one);
      yield one;
    }
    isWhole = true;
  };
}

/** [classes] their shares. */
function meansOf({ label, classes }: LabelledPictures): Float64Array {
  const means = new Float64Array(classes);
  for (const one of label) means[one]! += 1 / label.length;
  return means;
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
