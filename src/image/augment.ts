import { type PictureForm, picturePixels } from "./pictures.js";

/** By how much pictures are changed before each look, so that a model learns what does not matter. */
export interface Augmentation {
  /** Whether half of them are mirrored left to right. */
  readonly flip: boolean;
  /** Furthest a picture is moved, as a share of its side. */
  readonly shift: number;
  /** Furthest it is made larger or smaller: 0.2 is by a fifth. */
  readonly zoom: number;
  /** Furthest it is turned, in degrees. */
  readonly turn: number;
  /** Furthest brightness, contrast and saturation are changed: 0.3 is by 30 %. */
  readonly colour: number;
  /** Chance that a rectangle is painted over. Source: Zhong et al. (2020), arXiv:1708.04896. */
  readonly erase: number;
}

export const noAugmentation: Augmentation = { flip: false, shift: 0, zoom: 0, turn: 0, colour: 0, erase: 0 };

/**
 * One picture, changed by chance, as numbers from 0 to 1, channels first.
 *
 * @param picture [side, side, channels], 0 to 255 @param into [channels, side, side] @param random a stream in [0, 1)
 */
export function augment(
  picture: Uint8Array,
  form: PictureForm,
  { augmentation, random, into }: { augmentation: Augmentation; random: () => number; into: Float32Array },
): void {
  const { shift, zoom, turn, flip, colour, erase } = augmentation;
  const around = (most: number) => most * (2 * random() - 1);
  const isFlipped = flip && random() < 0.5;
  const move = [around(shift) * form.side, around(shift) * form.side] as const;
  if (zoom === 0 && turn === 0)
    moved(picture, form, { move: [Math.round(move[0]), Math.round(move[1])], isFlipped }, into);
  else {
    const scale = Math.exp(around(Math.log1p(zoom)));
    const stretch = Math.exp(around(Math.log1p(zoom) / 3));
    const angle = (around(turn) * Math.PI) / 180;
    warped(picture, form, { move, isFlipped, scale, stretch, angle }, into);
  }
  if (colour > 0) recolour(into, form, { colour, around });
  if (random() < erase) eraseSome(into, form, random);
}

interface Move {
  readonly move: readonly [down: number, right: number];
  readonly isFlipped: boolean;
}

/** By whole pixels; what comes in from outside is what lies at the edge. */
function moved(
  picture: Uint8Array,
  { side, channels }: PictureForm,
  { move, isFlipped }: Move,
  into: Float32Array,
): void {
  const last = side - 1;
  const clamped = (place: number) => Math.min(last, Math.max(0, place));
  const from = Int32Array.from({ length: side }, (_, x) => clamped((isFlipped ? last - x : x) - move[1]) * channels);
  for (let y = 0; y < side; y++) {
    const row = clamped(y - move[0]) * side * channels;
    for (let x = 0; x < side; x++) {
      const source = row + from[x]!;
      for (let channel = 0; channel < channels; channel++) {
        into[(channel * side + y) * side + x] = picture[source + channel]! / 255;
      }
    }
  }
}

interface Warp extends Move {
  readonly scale: number;
  /** Wider by so much and lower by as much. */
  readonly stretch: number;
  /** In radians. */
  readonly angle: number;
}

/** Each place is read between the four pixels it comes from; what comes in from outside is what lies at the edge. */
function warped(picture: Uint8Array, { side, channels }: PictureForm, warp: Warp, into: Float32Array): void {
  const last = side - 1;
  const centre = last / 2;
  const [cos, sin] = [Math.cos(warp.angle), Math.sin(warp.angle)];
  const [acrossX, acrossY] = [cos / (warp.scale * warp.stretch), sin / (warp.scale * warp.stretch)];
  const [downX, downY] = [(-sin * warp.stretch) / warp.scale, (cos * warp.stretch) / warp.scale];
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const right = (warp.isFlipped ? last - x : x) - centre - warp.move[1];
      const down = y - centre - warp.move[0];
      const fromX = Math.min(last, Math.max(0, centre + acrossX * right + downX * down));
      const fromY = Math.min(last, Math.max(0, centre + acrossY * right + downY * down));
      const [left, top] = [Math.min(last - 1, fromX | 0), Math.min(last - 1, fromY | 0)];
      const [shareX, shareY] = [fromX - left, fromY - top];
      const place = (top * side + left) * channels;
      for (let channel = 0; channel < channels; channel++) {
        const at = place + channel;
        const upper = picture[at]! + shareX * (picture[at + channels]! - picture[at]!);
        const below = at + side * channels;
        const lower = picture[below]! + shareX * (picture[below + channels]! - picture[below]!);
        into[(channel * side + y) * side + x] = (upper + shareY * (lower - upper)) / 255;
      }
    }
  }
}

/** Brightness and contrast of all, and in colour saturation, in that order; cut off at 0 and 1. */
function recolour(
  into: Float32Array,
  form: PictureForm,
  { colour, around }: { colour: number; around: (most: number) => number },
): void {
  const [bright, contrast, saturation] = [1 + around(colour), 1 + around(colour), 1 + around(colour)];
  const size = picturePixels(form);
  let sum = 0;
  for (let i = 0; i < size; i++) sum += into[i]!;
  const mean = (bright * sum) / size;
  const plane = form.side * form.side;
  const cut = (value: number) => Math.min(1, Math.max(0, value));
  for (let i = 0; i < size; i++) into[i] = mean + contrast * (bright * into[i]! - mean);
  if (form.channels === 3) {
    for (let i = 0; i < plane; i++) {
      const [red, green, blue] = [into[i]!, into[plane + i]!, into[2 * plane + i]!];
      const grey = 0.299 * red + 0.587 * green + 0.114 * blue; // Rec. 601
      into[i] = grey + saturation * (red - grey);
      into[plane + i] = grey + saturation * (green - grey);
      into[2 * plane + i] = grey + saturation * (blue - grey);
    }
  }
  for (let i = 0; i < size; i++) into[i] = cut(into[i]!);
}

/** A rectangle of 2 to 25 % of the picture, three to one at most, filled with one random shade a channel. */
function eraseSome(into: Float32Array, { side, channels }: PictureForm, random: () => number): void {
  const area = (0.02 + 0.23 * random()) * side * side;
  const ratio = Math.exp(Math.log(3) * (2 * random() - 1));
  const height = Math.min(side, Math.max(1, Math.round(Math.sqrt(area * ratio))));
  const width = Math.min(side, Math.max(1, Math.round(Math.sqrt(area / ratio))));
  const top = Math.floor(random() * (side - height + 1));
  const left = Math.floor(random() * (side - width + 1));
  for (let channel = 0; channel < channels; channel++) {
    const shade = random();
    for (let y = top; y < top + height; y++) {
      const row = (channel * side + y) * side;
      into.fill(shade, row + left, row + left + width);
    }
  }
}

/** Numbers from 0 to 1, channels first, of a picture as it is. @param into [channels, side, side] */
export function plainPixels(picture: Uint8Array, form: PictureForm, into: Float32Array): void {
  moved(picture, form, { move: [0, 0], isFlipped: false }, into);
}
