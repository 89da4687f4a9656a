/** The float32 values of bfloat16 bit patterns, which are the upper halves of float32 ones: exact. */
export function floatsOfBfloats(bfloats: Uint16Array): Float32Array<ArrayBuffer> {
  const bits = new Uint32Array(bfloats.length);
  for (let i = 0; i < bfloats.length; i++) bits[i] = bfloats[i]! << 16;
  return new Float32Array(bits.buffer);
}
