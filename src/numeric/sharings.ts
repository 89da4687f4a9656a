/** Every way to share `parts` among so many, each [among] adding up to `parts`. */
export function sharings(parts: number, among: number): number[][] {
  if (among === 1) return [[parts]];
  return Array.from({ length: parts + 1 }, (_, first) =>
    sharings(parts - first, among - 1).map((rest) => [first, ...rest]),
  ).flat();
}
