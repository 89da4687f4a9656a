import sharp, { type Sharp } from "sharp";
import { kindNamed, pictureKind } from "./picture-kind.js";
import { type PictureForm, picturePixels } from "./pictures.js";
import { UnreadablePicture } from "./unreadable-picture.js";

sharp.cache(false); // every picture is read once
sharp.concurrency(1); // pictures are decoded beside each other, not parts of one

/** Beyond it, a small file may be written so that it fills the memory: 64 megapixels are more than cameras take. */
const MOST_PIXELS = 64_000_000;
const MOST_BYTES = 96 * 1024 * 1024;

/** A picture's own size, before it is brought to a form. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
  /** 1 where it is grey. */
  readonly channels: 1 | 3;
}

/**
 * One picture (of an animation the first) as plain pixels: upright as its EXIF says, in sRGB whatever it was written in, what is see-through
 * on white, the whole of it in the square, white around.
 *
 * @param name its file's, which has to fit what is in it
 * @returns [side, side, channels]
 * @throws {UnreadablePicture} saying what is wrong with it
 */
export async function decodePicture(bytes: Uint8Array, name: string, form: PictureForm): Promise<Uint8Array> {
  const { side, channels } = form;
  return sane(async () => {
    const upright = opened(bytes, name)
      .rotate()
      .flatten({ background: "#fff" })
      .resize(side, side, { fit: "contain", background: "#fff" })
      .toColourspace(channels === 1 ? "b-w" : "srgb");
    const { data, info } = await upright.raw({ depth: "uchar" }).toBuffer({ resolveWithObject: true });
    return ofChannels(data, info.channels, form);
  });
}

/** A picture's brightness, no larger than it is and no longer than `longest` pixels a side. @throws {UnreadablePicture} */
export async function decodeGrey(bytes: Uint8Array, name: string, longest: number) {
  return sane(async () => {
    const { data, info } = await opened(bytes, name)
      .rotate()
      .flatten({ background: "#fff" })
      .resize(longest, longest, { fit: "inside", withoutEnlargement: true })
      .toColourspace("b-w")
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    return { data: channels === 1 ? data : data.filter((_, at) => at % channels === 0), width, height };
  });
}

/** How large a picture is as it stands upright. @throws {UnreadablePicture} saying what is wrong with it */
export async function pictureSize(bytes: Uint8Array, name: string): Promise<PictureSize> {
  return sane(async () => {
    const { width, height, pageHeight, space, autoOrient } = await opened(bytes, name).metadata();
    const isTurned = autoOrient.width !== width;
    const first = pageHeight ?? height;
    return {
      width: isTurned ? first : width,
      height: isTurned ? width : first,
      channels: space === "b-w" || space === "grey16" ? 1 : 3,
    };
  });
}

/** @throws {UnreadablePicture} for what is no picture or not the one its name says */
function opened(bytes: Uint8Array, name: string): Sharp {
  if (bytes.length === 0) throw new UnreadablePicture("is empty");
  if (bytes.length > MOST_BYTES) {
    throw new UnreadablePicture(`has ${Math.round(bytes.length / 1024 ** 2)} MiB, expected at most 96`);
  }
  const [kind, named] = [pictureKind(bytes), kindNamed(name)];
  if (!kind) throw new UnreadablePicture("is no JPEG, PNG, WebP, AVIF or GIF");
  if (named && named !== kind)
    throw new UnreadablePicture(`is ${kind.toUpperCase()}, but its name says ${named.toUpperCase()}`);
  return sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: "truncated", pages: 1 });
}

async function sane<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UnreadablePicture) throw error;
    throw new UnreadablePicture(reasonOf((error as Error).message), { cause: error });
  }
}

function reasonOf(message: string): string {
  if (/pixel limit/i.test(message)) return "has more than 64 million pixels";
  const [first = ""] = message.split("\n");
  return `cannot be decoded (${first.slice(0, 100)})`;
}

/** Grey pictures come with one channel, or with three that are the same. */
function ofChannels(data: Uint8Array, came: number, form: PictureForm): Uint8Array {
  if (came === form.channels) return data;
  const pixels = form.side * form.side;
  const whole = new Uint8Array(picturePixels(form));
  for (let at = 0; at < pixels; at++) {
    for (let channel = 0; channel < form.channels; channel++) {
      whole[at * form.channels + channel] = data[at * came + Math.min(channel, came - 1)]!;
    }
  }
  return whole;
}
