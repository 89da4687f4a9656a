import type { PictureForm } from "./pictures.js";

/** How a picture is parted for its histograms of gradients. */
export interface GradientGrid {
  /** Cells along a side. */
  readonly cells: number;
  readonly orientations: number;
}

const BLOCK = 2; // cells along a side of a block
const CUT = 0.2;

/** How many numbers describe a picture. */
export const gradientWidth = ({ cells, orientations }: GradientGrid): number =>
  (cells - BLOCK + 1) ** 2 * BLOCK ** 2 * orientations;

/**
 * Histograms of oriented gradients: by cell, how strongly brightness changes in which direction; in blocks of 2 × 2 cells brought to length 1,
 * cut at 0.2 and brought to length 1 again. Each gradient is that of the channel where it is greatest, and is shared between the
 * neighbouring cells and directions.
 *
 * Source: Dalal & Triggs (2005), Histograms of oriented gradients for human detection, CVPR.
 *
 * @param picture [side, side, channels], 0 to 255 @param into [gradientWidth]
 */
export function gradientHistogram(
  picture: Uint8Array,
  form: PictureForm,
  grid: GradientGrid,
  into: Float32Array,
): void {
  blocksOf(cellsOf(picture, form, grid), grid, into);
}

/** [cells, cells, orientations] */
function cellsOf(picture: Uint8Array, form: PictureForm, grid: GradientGrid): Float32Array {
  const { cells, orientations } = grid;
  const { side } = form;
  const found = new Float32Array(cells * cells * orientations);
  const gradient = { dx: 0, dy: 0, square: 0 };
  for (let y = 0; y < side; y++) {
    const cellY = ((y + 0.5) * cells) / side - 0.5;
    for (let x = 0; x < side; x++) {
      greatestAt(picture, form, { x, y }, gradient);
      if (gradient.square === 0) continue;
      const turn = Math.atan2(gradient.dy, gradient.dx) / Math.PI; // opposite directions are one
      const direction = (turn < 0 ? turn + 1 : turn) * orientations - 0.5;
      const place = { cellX: ((x + 0.5) * cells) / side - 0.5, cellY, direction };
      shared(found, grid, place, Math.sqrt(gradient.square));
    }
  }
  return found;
}

interface Gradient {
  dx: number;
  dy: number;
  square: number;
}

/** Of the channels the one that changes most, written into `gradient`. */
function greatestAt(
  picture: Uint8Array,
  { side, channels }: PictureForm,
  { x, y }: { x: number; y: number },
  gradient: Gradient,
): void {
  const last = side - 1;
  const [above, below] = [(Math.max(0, y - 1) * side + x) * channels, (Math.min(last, y + 1) * side + x) * channels];
  const [left, right] = [(y * side + Math.max(0, x - 1)) * channels, (y * side + Math.min(last, x + 1)) * channels];
  gradient.square = 0;
  for (let channel = 0; channel < channels; channel++) {
    const dx = picture[right + channel]! - picture[left + channel]!;
    const dy = picture[below + channel]! - picture[above + channel]!;
    const square = dx * dx + dy * dy;
    if (square <= gradient.square) continue;
    gradient.dx = dx;
    gradient.dy = dy;
    gradient.square = square;
  }
}

function shared(
  found: Float32Array,
  { cells, orientations }: GradientGrid,
  { cellX, cellY, direction }: { cellX: number; cellY: number; direction: number },
  strength: number,
): void {
  const [left, top, first] = [Math.floor(cellX), Math.floor(cellY), Math.floor(direction)];
  for (let down = 0; down < 2; down++) {
    const row = top + down;
    if (row < 0 || row >= cells) continue;
    const ofRow = down === 0 ? 1 - (cellY - top) : cellY - top;
    for (let across = 0; across < 2; across++) {
      const column = left + across;
      if (column < 0 || column >= cells) continue;
      const share = strength * ofRow * (across === 0 ? 1 - (cellX - left) : cellX - left);
      const place = (row * cells + column) * orientations;
      const after = direction - first;
      found[place + ((first + orientations) % orientations)]! += share * (1 - after);
      found[place + ((first + 1) % orientations)]! += share * after;
    }
  }
}

function blocksOf(cells: Float32Array, { cells: along, orientations }: GradientGrid, into: Float32Array): void {
  const width = BLOCK * BLOCK * orientations;
  let to = 0;
  for (let row = 0; row + BLOCK <= along; row++) {
    for (let column = 0; column + BLOCK <= along; column++) {
      const block = into.subarray(to, to + width);
      for (let place = 0; place < BLOCK * BLOCK; place++) {
        const cell = (row + Math.floor(place / BLOCK)) * along + column + (place % BLOCK);
        block.set(cells.subarray(cell * orientations, (cell + 1) * orientations), place * orientations);
      }
      toLengthOne(block);
      for (let i = 0; i < width; i++) block[i] = Math.min(CUT, block[i]!);
      toLengthOne(block);
      to += width;
    }
  }
}

/** Nearly: a block without any gradient stays near zero. */
function toLengthOne(numbers: Float32Array): void {
  let squares = 1e-3;
  for (const number of numbers) squares += number * number;
  const length = Math.sqrt(squares);
  for (let i = 0; i < numbers.length; i++) numbers[i]! /= length;
}
