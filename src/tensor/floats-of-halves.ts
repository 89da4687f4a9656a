const single = new Float32Array(1);
const bits = new Uint32Array(single.buffer);

/**
 * The float32 values of IEEE 754 binary16 bit patterns: 1 sign bit, 5 exponent bits (bias 15), 10 fraction bits. Exact:
 * every half is a single.
 */
export function floatsOfHalves(halves: Uint16Array): Float32Array<ArrayBuffer> {
  return Float32Array.from(halves, floatOfHalf);
}

function floatOfHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  bits[0] = ((half & 0x8000) << 16) | ((exponent - 15 + 127) << 23) | (fraction << 13);
  return single[0]!;
}
