import { ink } from "./theme.js";

const [WIDTH, HEIGHT, PAD] = [120, 30, 2.5];

/**
 * A small line without axes or words, for a tile: the shape of a series. Decoration to a
 * screen reader, which has the number. Fewer than two finite values give an empty text.
 */
export function sparkSvg(values: readonly (number | null)[]): string {
  const points = values.flatMap((value, at) => (value !== null && Number.isFinite(value) ? [{ at, value }] : []));
  const last = points.at(-1);
  if (points.length < 2 || !last) return "";
  const least = points.reduce((low, { value }) => Math.min(low, value), last.value);
  const most = points.reduce((high, { value }) => Math.max(high, value), last.value);
  const x = (at: number): string => (PAD + (at / (values.length - 1)) * (WIDTH - 2 * PAD)).toFixed(1);
  // all equal: a level line in the middle
  const y = (value: number): string =>
    (most === least ? HEIGHT / 2 : HEIGHT - PAD - ((value - least) / (most - least)) * (HEIGHT - 2 * PAD)).toFixed(1);
  const path = points.map(({ at, value }, i) => `${i === 0 ? "M" : "L"}${x(at)} ${y(value)}`).join("");
  return (
    `<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">` +
    `<path d="${path}" fill="none" stroke="${ink("accent")}" stroke-width="1.5" stroke-linejoin="round" vector-effect="non-scaling-stroke"/></svg>`
  );
}
