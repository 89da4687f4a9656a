import { mulberry32 } from "#numeric/mulberry32.js";
import type { CategoryName } from "./categories.js";
import { childSeed } from "./child-seed.js";
import type { Simulation } from "./simulation.js";

/** Side of a picture, in pixels. */
export const PICTURE_SIZE = 128;

type Draw = (fill: string, line: string, variant: number) => string;

/**
 * A drawn picture of an item, as SVG: the shape tells its category, the fill its colour.
 * Proportions, turn, size and light differ from picture to picture.
 */
export function pictureSvg({ items, streams }: Simulation, item: number, position: number): string {
  const { type, colour } = items[item]!;
  const random = mulberry32(childSeed(childSeed(streams.picture, item), position));
  const variant = Math.floor(random() * 4);
  const turn = (16 * (random() - 0.5)).toFixed(1);
  const scale = (0.85 + 0.25 * random()).toFixed(2);
  const [x, y] = [8 * (random() - 0.5), 8 * (random() - 0.5)].map((value) => (64 + value).toFixed(1));
  const light = Math.round(236 + 16 * random());
  const ground = `rgb(${light},${light - 3},${light - 8})`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${PICTURE_SIZE}" height="${PICTURE_SIZE}" viewBox="0 0 128 128">`,
    `<rect width="128" height="128" fill="${ground}"/>`,
    `<ellipse cx="64" cy="${100 + 6 * random()}" rx="44" ry="7" fill="#000" opacity="0.08"/>`,
    `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${scale})" stroke-linejoin="round">`,
    shapes[type.category](colour.hex, "#3b3531", variant),
    "</g></svg>",
  ].join("");
}

const outline = (fill: string, line: string) => `fill="${fill}" stroke="${line}" stroke-width="2.5"`;
const bare = (line: string, width = 2.5) => `fill="none" stroke="${line}" stroke-width="${width}"`;

/** Around the origin, within 40 units each way. */
const shapes: Readonly<Record<CategoryName, Draw>> = {
  Table: (fill, line, v) =>
    `<path d="M${-24 - v} -24H${18 + v}V16Q${18 + v} 28 6 28H-12Q${-24 - v} 28 ${-24 - v} 16Z" ${outline(fill, line)}/>` +
    `<path d="M${18 + v} -12h8q10 0 10 ${12 + v}t-10 ${12 + v}h-8" ${bare(line, 5)}/>`,
  Kitchen: (fill, line, v) =>
    `<rect x="${-26 + v}" y="-16" width="${52 - 2 * v}" height="46" rx="7" ${outline(fill, line)}/>` +
    `<rect x="-6" y="${-38 + v}" width="12" height="24" rx="5" ${outline(fill, line)}/><circle cy="${-30 + v}" r="2.5" fill="${line}"/>`,
  Textiles: (fill, line, v) =>
    `<path d="M-34 -30Q0 ${-22 + v} 34 -30Q${26 - v} 0 34 30Q0 ${22 - v} -34 30Q${-26 + v} 0 -34 -30Z" ${outline(fill, line)}/>` +
    [0, 1, 2]
      .map((row) => `<path d="M-25 ${-14 + row * 14}Q0 ${-9 + row * 14} 25 ${-14 + row * 14}" ${bare(line, 1.2)}/>`)
      .join(""),
  Candles: (fill, line, v) =>
    `<rect x="${-13 - v}" y="-14" width="${26 + 2 * v}" height="46" rx="3" ${outline(fill, line)}/><path d="M0 -14v-8" ${bare(line)}/>` +
    `<path d="M0 -40q9 12 0 19q-9 -7 0 -19Z" fill="#f2b134" stroke="${line}" stroke-width="1.5"/>`,
  Garden: (fill, line, v) =>
    `<path d="M-24 2H24L${17 - v} 34H${-17 + v}Z" ${outline(fill, line)}/><rect x="-28" y="-6" width="56" height="10" rx="2" ${outline(fill, line)}/>` +
    `<path d="M0 -6Q-2 -24 ${-16 - v} -34Q-16 -16 0 -6Q2 -24 ${16 + v} -36Q18 -16 0 -6" fill="#5f7f4f" stroke="${line}" stroke-width="1.5"/>`,
  Stationery: (fill, line, v) =>
    `<rect x="-24" y="-34" width="${46 + v}" height="66" rx="3" ${outline(fill, line)}/><path d="M-15 -34V32" ${bare(line)}/>` +
    [0, 1, 2].map((row) => `<path d="M-6 ${-18 + row * 9}h${20 - 4 * (row % 2)}" ${bare(line, 2)}/>`).join(""),
  Kids: (fill, line, v) =>
    `<circle cx="-17" cy="${-26 - v}" r="9" ${outline(fill, line)}/><circle cx="17" cy="${-26 - v}" r="9" ${outline(fill, line)}/>` +
    `<ellipse cy="22" rx="${21 + v}" ry="17" ${outline(fill, line)}/><circle cy="-10" r="22" ${outline(fill, line)}/>` +
    `<circle cx="-8" cy="-13" r="2.6" fill="${line}"/><circle cx="8" cy="-13" r="2.6" fill="${line}"/><path d="M-5 -2q5 5 10 0" ${bare(line, 2)}/>`,
  Wardrobe: (fill, line, v) =>
    `<path d="M-14 -34L${-36 - v} -18L-28 -4L-18 -10V34H18V-10L28 -4L${36 + v} -18L14 -34Q0 -22 -14 -34Z" ${outline(fill, line)}/>` +
    `<path d="M0 -26V34" ${bare(line, 1.5)}/><path d="M-18 10H18" ${bare(line, 4)}/>`,
};
