import { BadTensorFile } from "../bad-tensor-file.js";

/** How pixels become what a picture model reads: `(pixel × scale − mean) / deviation` per channel, on a square. */
export interface PicturePreparation {
  /** Pixels a side; null where neither the folder nor the graph says. */
  readonly side: number | null;
  readonly scale: number;
  /** [3] */
  readonly mean: readonly number[];
  /** [3] */
  readonly deviation: readonly number[];
}

/** What pictures of ImageNet have on average; what graphs of Hugging Face are used to. */
const USUAL_MEAN = [0.485, 0.456, 0.406] as const;
const USUAL_DEVIATION = [0.229, 0.224, 0.225] as const;

/** Without a word on it: ImageNet's mean and deviation for ONNX, 0 to 1 for TensorFlow.js (the common signature of TensorFlow Hub). */
export const usualPreparation = (kind: "onnx" | "tensorflow.js"): PicturePreparation => ({
  side: null,
  scale: 1 / 255,
  mean: kind === "onnx" ? USUAL_MEAN : [0, 0, 0],
  deviation: kind === "onnx" ? USUAL_DEVIATION : [1, 1, 1],
});

/**
 * What a `preprocessor_config.json` says, as Hugging Face's image processors write it.
 *
 * @param name of the file, in errors
 * @throws {BadTensorFile} naming the field that is not what it should be
 */
export function picturePreparation(json: string, name: string): PicturePreparation {
  const bad = (field: string, expected: string, got: unknown) =>
    new BadTensorFile(`${name}: expected ${field} to be ${expected}, got ${JSON.stringify(got)?.slice(0, 60)}.`);
  const fields = objectIn(json, name);
  const three = (field: string, usual: readonly number[]) => {
    const given = fields[field];
    if (given === undefined) return usual;
    const isThree = Array.isArray(given) && given.length === 3 && given.every((one) => Number.isFinite(one));
    if (!isThree) throw bad(field, "three numbers", given);
    return given as number[];
  };
  const number = (field: string, usual: number) => {
    const given = fields[field] ?? usual;
    if (typeof given !== "number" || !Number.isFinite(given)) throw bad(field, "a number", given);
    return given;
  };
  const isNormalised = fields["do_normalize"] !== false;
  const deviation = isNormalised ? three("image_std", USUAL_DEVIATION) : [1, 1, 1];
  if (deviation.some((one) => one <= 0)) throw bad("image_std", "above 0", deviation);
  const side = sideIn(fields["crop_size"]) ?? sideIn(fields["size"]);
  if (side !== null && !(Number.isInteger(side) && side >= 8 && side <= 1024)) throw bad("size", "8 to 1024", side);
  return {
    side,
    scale: fields["do_rescale"] === false ? 1 : number("rescale_factor", 1 / 255),
    mean: isNormalised ? three("image_mean", USUAL_MEAN) : [0, 0, 0],
    deviation,
  };
}

function objectIn(json: string, name: string): Record<string, unknown> {
  try {
    const found: unknown = JSON.parse(json);
    if (typeof found === "object" && found !== null && !Array.isArray(found)) return found as Record<string, unknown>;
  } catch {
    // said below
  }
  throw new BadTensorFile(`${name} is no JSON object.`);
}

/** `224`, `{ "height": 224, "width": 224 }` or `{ "shortest_edge": 224 }`. */
function sideIn(size: unknown): number | null {
  if (typeof size === "number") return size;
  if (typeof size !== "object" || size === null) return null;
  const { height, shortest_edge } = size as { height?: unknown; shortest_edge?: unknown };
  const side = height ?? shortest_edge;
  return typeof side === "number" ? side : null;
}
