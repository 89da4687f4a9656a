/**
 * A stream of numbers in [0, 1), the same for the same seed on every machine: 32 bits of state, period 2³².
 * Good for simulations and samples, never for secrets.
 *
 * Source: Tommy Ettinger (2017), mulberry32, public domain; https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
 *
 * @param seed taken modulo 2³².
 */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
