/**
 * The seed of a stream of its own, so that what one customer does never depends on what was drawn for another, nor on
 * the order in which files are read. Nest it for more keys.
 *
 * Source: the finaliser of MurmurHash3 (Appleby, public domain), over seed and key.
 *
 * @param key a whole number
 * @returns a whole number in [0, 2³²)
 */
export function childSeed(seed: number, key: number): number {
  let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(key + 0x7f4a7c15, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
