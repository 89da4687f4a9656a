/** How long each side of a comparison steps before it is the other's turn. */
export const BLOCK_MILLISECONDS = 400;

/**
 * Steps as training takes them: the next batch is laid out while the workers are busy with one.
 *
 * @returns milliseconds of each
 */
export async function timedSteps(queue: () => Promise<unknown>): Promise<readonly number[]> {
  const times: number[] = [];
  let began = performance.now();
  const end = began + BLOCK_MILLISECONDS;
  let underWay = queue();
  while (performance.now() < end || times.length < 3) {
    const following = queue();
    await underWay;
    times.push(performance.now() - began);
    began = performance.now();
    underWay = following;
  }
  await underWay;
  return times;
}

export const medianOf = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
