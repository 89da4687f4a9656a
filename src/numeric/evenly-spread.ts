/** At most so many places of `count`, evenly spread, in order. */
export function evenlySpread(count: number, most: number): Int32Array {
  const size = Math.min(count, most);
  return Int32Array.from({ length: size }, (_, at) => Math.floor((at * count) / size));
}
