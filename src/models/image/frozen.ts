import { createHash } from "node:crypto";
import { picturesInForm } from "#image/decoded-pictures.js";
import { type Pictures, picturePixels } from "#image/pictures.js";
import { rowsToLengthOne } from "#numeric/rows-to-length-one.js";
import type { VisionFiles } from "#tensor/pretrained/open-vision.js";
import { type VisionReader, visionReader } from "#tensor/pretrained/vision-reader.js";
import { columnScale, scaled } from "../linear/column-scale.js";
import { classScores, type LinearScores, softmaxRegression } from "../linear/softmax-regression.js";
import { bytes, float32, json, whole } from "../model-file.js";
import type { FitOptions, ImageClassifier, ImageClassifierModel, LabelledPictures } from "./image-classifier.js";
import { softened, surprises, temperatureScale } from "./temperature.js";

export const FROZEN = "frozen";

interface FrozenCard {
  readonly name: typeof FROZEN;
  readonly kind: VisionFiles["kind"];
  readonly classes: number;
  /** Numbers the picture model says of a picture. */
  readonly width: number;
  readonly strength: number;
  /** Of the scores, to make chances of them. */
  readonly scale: number;
  /** By the names of the picture model's files, how long each is. */
  readonly files: Readonly<Record<string, number>>;
}

interface Learned extends Omit<FrozenCard, "files"> {
  readonly vision: VisionFiles;
  readonly head: LinearScores;
  /** [2][width] of the columns, by which they are brought to mean 0 and deviation 1. */
  readonly middle: Float32Array;
  readonly deviation: Float32Array;
}

interface FrozenModel extends ImageClassifierModel {
  readonly learned: Learned;
}

const CARD = "frozen.json";
const HEAD = "head.bin";
const PREFIX = "vision.";
/** Tried on validation, from the most regular on; the second is used where there is none. */
const STRENGTHS = [0.001, 0.01, 0.1, 1] as const;

/**
 * What somebody else's picture model says of a picture, as it came, and logistic regression on that: the way to learn from few
 * pictures. Each is looked at once, however often it is learned from.
 *
 * Source: Donahue et al. (2014), DeCAF: a deep convolutional activation feature for generic visual recognition, ICML.
 *
 * @param vision null: only what was saved can be loaded
 */
export function frozen(vision: VisionFiles | null): ImageClassifier {
  const sight = vision ? sightOf(vision) : null;
  const given = () => {
    if (vision && sight) return { vision, sight };
    throw new TypeError("expected the folder of a picture model, got none");
  };
  return {
    name: FROZEN,
    fewest: 20,
    async fit(train, validation, options) {
      const { vision, sight } = given();
      const share = train.label.length / (train.label.length + validation.label.length);
      const x = await sight(train.pictures, { ...options, progress: (done) => options.progress(0.95 * share * done) });
      const held = await sight(validation.pictures, {
        ...options,
        progress: (done) => options.progress(0.95 * (share + (1 - share) * done)),
      });
      const { classes } = train;
      let best: { learned: Learned; loss: number } | null = null;
      for (const strength of validation.label.length > 0 ? STRENGTHS : [STRENGTHS[1]]) {
        const found = await headOf(x, train, { strength, options, ...(best && { from: best.learned.head }) });
        const plain: Learned = { name: FROZEN, kind: vision.kind, classes, strength, scale: 1, vision, ...found };
        const scores = scoresOf(plain, held);
        const scale = temperatureScale(scores, validation.label, classes);
        const chances = softened(scores, classes, scale, scores);
        const loss = surprises(chances, validation.label, classes).reduce((sum, one) => sum + one, 0);
        if (best && loss > best.loss) break;
        best = { learned: { ...plain, scale }, loss };
      }
      options.progress(1);
      return frozenModel(best!.learned, sight);
    },
    async refit(model, all, options) {
      const { sight } = given();
      const { learned } = model as FrozenModel;
      const x = await sight(all.pictures, options);
      return frozenModel({ ...learned, ...(await headOf(x, all, { strength: learned.strength, options })) }, sight);
    },
    load(files) {
      const card = json(files, CARD) as FrozenCard;
      if (card.name !== FROZEN)
        throw new TypeError(`expected the files of a frozen model, got those of ${String(card.name)}`);
      const { width, classes, kind } = card;
      const numbers = float32(files, HEAD, 2 * width + classes * (width + 1));
      const own = Object.entries(card.files).map(([name, length]) => [name, whole(files, PREFIX + name, length)]);
      const vision: VisionFiles = { kind, files: Object.fromEntries(own) };
      const weights = Float64Array.from(numbers.subarray(2 * width, (2 + classes) * width));
      const head = { weights, biases: Float64Array.from(numbers.subarray((2 + classes) * width)) };
      const [middle, deviation] = [numbers.slice(0, width), numbers.slice(width, 2 * width)];
      return frozenModel({ ...card, vision, head, middle, deviation }, sightOf(vision));
    },
  };
}

/** What the picture model says of pictures: [pictures, width]. */
type Sight = (pictures: Pictures, options: Pick<FitOptions, "signal" | "progress">) => Promise<Float32Array>;

const AT_ONCE = 16;
const MOST_SEEN = 100_000; // 200 MB of a width of 512

/** Opens the model when it is first asked, and remembers what it said of every picture. */
function sightOf(vision: VisionFiles): Sight {
  let opened: Promise<VisionReader> | null = null;
  const seen = new Map<string, Float32Array>();
  return async (pictures, { signal, progress }) => {
    opened ??= visionReader(vision);
    const reader = await opened;
    const form = { side: reader.side, channels: 3 } as const;
    const size = picturePixels(pictures.form);
    if (seen.size + pictures.count > MOST_SEEN) seen.clear();
    const found: Float32Array[] = [];
    for (let from = 0; from < pictures.count; from += AT_ONCE) {
      signal.throwIfAborted();
      const rows = Int32Array.from({ length: Math.min(AT_ONCE, pictures.count - from) }, (_, at) => from + at);
      const pixels = new Uint8Array(rows.length * size);
      pictures.read(rows, pixels);
      const keys = Array.from(rows, (_, at) => keyOf(pixels.subarray(at * size, (at + 1) * size)));
      const fresh = rows.filter((_, at) => !seen.has(keys[at]!));
      const said = fresh.length > 0 ? await reader.features(await picturesInForm(pictures, fresh, form)) : [];
      for (const [at, row] of fresh.entries()) seen.set(keys[row - from]!, said[at]!);
      found.push(...keys.map((key) => seen.get(key)!));
      progress((from + rows.length) / pictures.count);
    }
    const width = found[0]?.length ?? 0;
    const all = new Float32Array(found.length * width);
    for (const [row, own] of found.entries()) all.set(own, row * width);
    return all;
  };
}

const keyOf = (pixels: Uint8Array): string => createHash("sha1").update(pixels).digest("base64");

interface Heading {
  readonly strength: number;
  readonly options: FitOptions;
  readonly from?: LinearScores;
}

async function headOf(x: Float32Array, { label, classes }: LabelledPictures, { strength, options, from }: Heading) {
  const width = x.length / label.length;
  const found = columnScale(x, width);
  const scale = { middle: Float32Array.from(found.middle), deviation: Float32Array.from(found.deviation) }; // as they are saved
  const head = await softmaxRegression(
    { x: scaled(x, scale), width, label, classes },
    { strength, signal: options.signal, ...(from && { from }) },
  );
  return { width, head, ...scale };
}

const lengthsOf = ({ files }: VisionFiles) =>
  Object.fromEntries(Object.entries(files).map(([name, { length }]) => [name, length]));

const scoresOf = (learned: Learned, x: Float32Array): Float32Array =>
  classScores(scaled(x, learned), learned.width, learned.head);

const silent = { signal: new AbortController().signal, progress: () => undefined };

function frozenModel(learned: Learned, sight: Sight): FrozenModel {
  const { kind, classes, scale, strength, width, vision, head, middle, deviation } = learned;
  return {
    name: FROZEN,
    learned,
    settings: `${width} numbers of ${kind === "onnx" ? "an ONNX graph" : "a TensorFlow.js graph"}, C = ${strength}`,
    async chances(pictures) {
      const scores = scoresOf(learned, await sight(pictures, silent));
      return softened(scores, classes, scale, scores);
    },
    async embed(pictures) {
      return rowsToLengthOne(scaled(await sight(pictures, silent), learned), width);
    },
    save: () => ({
      [CARD]: bytes({
        name: FROZEN,
        kind,
        classes,
        width,
        strength,
        scale,
        files: lengthsOf(vision),
      } satisfies FrozenCard),
      [HEAD]: bytes(Float32Array.from([...middle, ...deviation, ...head.weights, ...head.biases])),
      ...Object.fromEntries(Object.entries(vision.files).map(([name, content]) => [PREFIX + name, content])),
    }),
  };
}
