import { BadTensorFile } from "../bad-tensor-file.js";
import { type Numbers, type OpenSession, openSession } from "../session.js";
import { ONNX, PREPARATION, type VisionFiles } from "./open-vision.js";
import type { PictureGraph } from "./picture-graph.js";
import { type PicturePreparation, picturePreparation, usualPreparation } from "./picture-preparation.js";
import { openTensorflowGraph } from "./tensorflow-graph.js";

/** A picture model, asked what it sees. */
export interface VisionReader {
  /** Pixels a side it wants. */
  readonly side: number;
  /**
   * @param pixels [pictures, side, side, 3] red, green, blue, 0 to 255
   * @returns [pictures][width] what it says of each picture: an embedding if it has one, else the mean over places, else its scores
   */
  features(pixels: Uint8Array): Promise<Float32Array[]>;
  close(): Promise<void>;
}

const USUAL_SIDE = 224;
const CHANNELS = 3;

/** @throws {BadTensorFile} when the graph wants something else than pictures in colour */
export async function visionReader({ kind, files }: VisionFiles): Promise<VisionReader> {
  const written = files[PREPARATION];
  const preparation = written
    ? picturePreparation(new TextDecoder().decode(written), PREPARATION)
    : usualPreparation(kind);
  const graph = kind === "onnx" ? await openGraph(files[ONNX]!) : await openTensorflowGraph(files);
  try {
    return readerOf(graph, preparation);
  } catch (error) {
    await graph.close();
    throw error;
  }
}

function readerOf(graph: PictureGraph, preparation: PicturePreparation): VisionReader {
  const { shape } = graph;
  const channelsLast = shape[3] === CHANNELS;
  if (shape.length !== 4 || !(channelsLast || shape[1] === CHANNELS || shape[1] === null)) {
    throw new BadTensorFile(
      `expected a graph of pictures in colour, [pictures, 3, side, side] or [pictures, side, side, 3], got [${shape.map((size) => size ?? "any").join(", ")}].`,
    );
  }
  const side = shape[2] ?? preparation.side ?? USUAL_SIDE;
  const atOnce = shape[0] ?? Number.POSITIVE_INFINITY;
  return {
    side,
    async features(pixels) {
      const size = side * side * CHANNELS;
      const found: Float32Array[] = [];
      for (let from = 0; from < pixels.length; from += size * atOnce) {
        const some = pixels.subarray(from, Math.min(pixels.length, from + size * atOnce));
        const count = some.length / size;
        const data = prepared(some, side, { ...preparation, channelsLast });
        const wanted = channelsLast ? [count, side, side, CHANNELS] : [count, CHANNELS, side, side];
        found.push(...rowsOf(await graph.run({ data, shape: wanted }), channelsLast));
      }
      return found;
    },
    close: graph.close,
  };
}

async function openGraph(onnx: Uint8Array): Promise<PictureGraph> {
  let session: OpenSession;
  try {
    session = await openSession(onnx, { threads: 2, optimise: true });
  } catch (error) {
    throw new BadTensorFile(`${ONNX} is no graph that ONNX Runtime runs: ${(error as Error).message.split("\n")[0]}.`);
  }
  const [input, ...others] = session.inputs;
  if (input === undefined || others.length > 0) {
    await session.close();
    throw new BadTensorFile(
      `${ONNX} wants ${session.inputs.join(", ")}; expected a graph that wants pictures alone (of CLIP, its vision_model.onnx).`,
    );
  }
  return { shape: session.shapes[0]!, run: (pictures) => session.run({ [input]: pictures }), close: session.close };
}

/** [pictures, side, side, 3] pixels as the graph wants them. */
function prepared(
  pixels: Uint8Array,
  side: number,
  { scale, mean, deviation, channelsLast }: PicturePreparation & { channelsLast: boolean },
): Float32Array {
  const found = new Float32Array(pixels.length);
  const plane = side * side;
  for (let at = 0; at < pixels.length; at++) {
    const channel = at % CHANNELS;
    const place = (at - channel) / CHANNELS;
    const picture = Math.floor(place / plane);
    const to = channelsLast ? at : (picture * CHANNELS + channel) * plane + (place - picture * plane);
    found[to] = (pixels[at]! * scale - mean[channel]!) / deviation[channel]!;
  }
  return found;
}

/** What is said of pictures as wholes comes first; beside it hidden states are left alone. */
const WHOLES = ["image_embeds", "pooler_output", "embedding", "feature_vector"] as const;

function rowsOf(found: Readonly<Record<string, Numbers>>, channelsLast: boolean): Float32Array[] {
  const floats = Object.entries(found).filter(([, { data }]) => data instanceof Float32Array);
  const named = WHOLES.flatMap((name) => floats.filter(([own]) => own === name));
  const flat = floats.filter(([, { shape }]) => shape.length === 2);
  const [, best] = named[0] ?? flat[0] ?? floats.find(([, { shape }]) => shape.length > 2) ?? [];
  if (!best) {
    throw new BadTensorFile(`the graph answers ${Object.keys(found).join(", ")}; expected float32 for every picture.`);
  }
  const [rows = 0, ...rest] = best.shape;
  const data = best.data as Float32Array;
  const size = data.length / rows;
  return Array.from({ length: rows }, (_, row) => {
    const own = data.slice(row * size, (row + 1) * size);
    if (rest.length < 2) return own;
    // [channels, height, width] have their places last; [places, width] and [height, width, channels] first
    const isPlacesLast = rest.length === 3 && !channelsLast;
    return meanOverPlaces(own, isPlacesLast ? rest[0]! : rest.at(-1)!, isPlacesLast);
  });
}

function meanOverPlaces(values: Float32Array, width: number, isPlacesLast: boolean): Float32Array {
  const mean = new Float32Array(width);
  const places = values.length / width;
  for (let i = 0; i < values.length; i++)
    mean[isPlacesLast ? Math.floor(i / places) : i % width]! += values[i]! / places;
  return mean;
}
