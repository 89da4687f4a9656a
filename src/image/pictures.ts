/** What every picture is brought to before a model sees it: a square of so many pixels a side. */
export interface PictureForm {
  readonly side: number;
  /** 1: grey; 3: red, green, blue. */
  readonly channels: 1 | 3;
}

/** Pictures of one form, wherever they lie; rows are asked for when they are needed. */
export interface Pictures {
  readonly count: number;
  readonly form: PictureForm;
  /**
   * @param rows which pictures @param into [rows, side, side, channels], 0 to 255
   * @throws {RangeError} for a row there is not
   */
  read(rows: ArrayLike<number>, into: Uint8Array): void;
  /**
   * The same pictures brought to another form from what they came as, which takes longer; absent where there is no more of them than
   * what `read` gives.
   *
   * @returns [rows, side, side, channels]
   */
  decoded?(rows: ArrayLike<number>, form: PictureForm): Promise<Uint8Array>;
}

/** How many numbers one picture is. */
export const picturePixels = ({ side, channels }: PictureForm): number => side * side * channels;

/** Some pictures of a set, in the order of `rows`. */
export function picturesAt(pictures: Pictures, rows: Int32Array): Pictures {
  const { form, decoded } = pictures;
  const placesOf = (asked: ArrayLike<number>) => Int32Array.from(asked, (row) => rows[row] ?? -1);
  return {
    count: rows.length,
    form,
    read: (asked, into) => pictures.read(placesOf(asked), into),
    ...(decoded && { decoded: (asked, wanted) => decoded(placesOf(asked), wanted) }),
  };
}

/** Pictures that lie in memory. @param data [pictures, side, side, channels] */
export function picturesIn(data: Uint8Array, form: PictureForm): Pictures {
  const size = picturePixels(form);
  const count = data.length / size;
  return {
    count,
    form,
    read(rows, into) {
      for (let at = 0; at < rows.length; at++) {
        const row = checkedRow(rows[at]!, count);
        into.set(data.subarray(row * size, (row + 1) * size), at * size);
      }
    },
  };
}

/** @throws {RangeError} for a row there is not */
export function checkedRow(row: number, count: number): number {
  if (Number.isInteger(row) && row >= 0 && row < count) return row;
  throw new RangeError(`expected a picture from 0 to ${count - 1}, got ${row}`);
}

/** Chunks of so many pictures one after the other: their first row and their pixels, the same array each time. */
export function* pictureChunks(pictures: Pictures, most: number): Generator<{ from: number; pixels: Uint8Array }> {
  const size = picturePixels(pictures.form);
  const pixels = new Uint8Array(most * size);
  for (let from = 0; from < pictures.count; from += most) {
    const count = Math.min(most, pictures.count - from);
    const rows = Int32Array.from({ length: count }, (_, at) => from + at);
    const some = pixels.subarray(0, count * size);
    pictures.read(rows, some);
    yield { from, pixels: some };
  }
}
