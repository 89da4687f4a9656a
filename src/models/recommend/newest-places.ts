/** Where each distinct item of a history was met last, newest first; at most `most` of them. */
export function newestPlaces(history: Int32Array, most: number): readonly number[] {
  const met = new Set<number>();
  const places: number[] = [];
  for (let p = history.length - 1; p >= 0 && places.length < most; p--) {
    if (met.has(history[p]!)) continue;
    met.add(history[p]!);
    places.push(p);
  }
  return places;
}
