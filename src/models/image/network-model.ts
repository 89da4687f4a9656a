import { setImmediate } from "node:timers/promises";
import { plainPixels } from "#image/augment.js";
import { type PictureForm, type Pictures, pictureChunks, picturePixels } from "#image/pictures.js";
import { rowsToLengthOne } from "#numeric/rows-to-length-one.js";
import { decodeModel } from "#tensor/onnx/decode-model.js";
import { openSession, type Session } from "#tensor/session.js";
import { bytes, json, type ModelFiles, whole } from "../model-file.js";
import { classActivation } from "./class-activation.js";
import type { ImageClassifierModel } from "./image-classifier.js";
import { softened } from "./temperature.js";

/** What a trained network is saved with. */
export interface NetworkCard {
  readonly name: string;
  readonly form: PictureForm;
  readonly classes: number;
  /** Epochs it learned, of so many planned. */
  readonly epochs: number;
  readonly planned: number;
  /** Whether pictures are asked about as they are and mirrored. */
  readonly isMirrored: boolean;
  /** Of the scores, to make chances of them. */
  readonly scale: number;
  readonly modelBytes: number;
}

export interface NetworkModel extends ImageClassifierModel {
  readonly card: NetworkCard;
}

const CARD = "network.json";
const MODEL = "network.onnx";
const CHUNK = 64;

export function networkModel(card: NetworkCard, onnx: Uint8Array): NetworkModel {
  return {
    name: card.name,
    card,
    settings: `${card.epochs} epochs${card.epochs < card.planned ? ` of ${card.planned}` : ""}`,
    async chances(pictures) {
      const { y } = await asked(onnx, pictures, card);
      return softened(y, card.classes, card.scale, y);
    },
    async embed(pictures) {
      const { features } = await asked(onnx, pictures, card);
      return rowsToLengthOne(features, features.length / Math.max(1, pictures.count));
    },
    activation: (pictures, row, of) => classActivation(onnx, pictures, { row, of, classes: card.classes }),
    save: () => ({ [CARD]: bytes(card), [MODEL]: onnx }),
  };
}

/** The model that `networkModel({ name, … })` saved. @throws when a file is missing, cut short or of another model. */
export function loadNetworkModel(name: string, files: ModelFiles): NetworkModel {
  const card = json(files, CARD) as NetworkCard;
  if (card.name !== name)
    throw new TypeError(`expected the files of a ${name} model, got those of ${String(card.name)}`);
  const onnx = whole(files, MODEL, card.modelBytes);
  if (onnx.length !== card.modelBytes) {
    throw new RangeError(`expected ${card.modelBytes} bytes in ${MODEL}, got ${onnx.length}`);
  }
  decodeModel(onnx);
  return networkModel(card, onnx);
}

async function asked(onnx: Uint8Array, pictures: Pictures, card: Pick<NetworkCard, "isMirrored">) {
  const session = await openSession(onnx, { threads: 2, optimise: true });
  try {
    return await askedOf(session, pictures, card);
  } finally {
    await session.close();
  }
}

/** Scores [pictures, classes] and features [pictures, width]: of a picture and its mirror image the mean, where the card says so. */
export async function askedOf(
  session: Session,
  pictures: Pictures,
  { isMirrored }: Pick<NetworkCard, "isMirrored">,
): Promise<{ y: Float32Array; features: Float32Array }> {
  const { side, channels } = pictures.form;
  const size = picturePixels(pictures.form);
  const found = { y: [] as Float32Array[], features: [] as Float32Array[] };
  for (const { pixels } of pictureChunks(pictures, CHUNK)) {
    const rows = pixels.length / size;
    const x = new Float32Array(rows * size);
    for (let row = 0; row < rows; row++) {
      const at = [row * size, (row + 1) * size] as const;
      plainPixels(pixels.subarray(...at), pictures.form, x.subarray(...at));
    }
    const shape = [rows, channels, side, side];
    const plain = await session.run({ x: { data: x, shape } });
    const turned = isMirrored ? await session.run({ x: { data: mirrored(x, side), shape } }) : plain;
    for (const name of ["y", "features"] as const) {
      found[name].push(meanOf(plain[name]!.data as Float32Array, turned[name]!.data as Float32Array));
    }
    await setImmediate();
  }
  return { y: joined(found.y), features: joined(found.features) };
}

const mirrored = (x: Float32Array, side: number): Float32Array =>
  x.map((_, i) => x[i - (i % side) + side - 1 - (i % side)]!);

const meanOf = (a: Float32Array, b: Float32Array): Float32Array => (a === b ? a : a.map((one, i) => (one + b[i]!) / 2));

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
