import type { Session } from "#tensor/session.js";
import { packRows } from "./pack-rows.js";
import type { SequenceSettings } from "./sequence-network.js";

/** What answers: `readingNetwork` and `rankingNetwork` of a trained model, here or in threads. */
export interface ChanceSessions {
  readonly reader: Session;
  readonly ranker: Session;
  readonly settings: SequenceSettings;
}

/**
 * The chance of every item to come next, for each history: [histories][items], together 1. Of a long history the newest
 * events are read.
 *
 * @param histories none empty
 */
export async function nextChances(
  histories: readonly Int32Array[],
  { reader, ranker, settings }: ChanceSessions,
): Promise<readonly Float32Array[]> {
  const { length, width, items } = settings;
  const newest = histories.map((history) => history.subarray(Math.max(0, history.length - length)));
  const packed = packRows(
    newest.map((history) => history.length),
    length,
  );
  const ids = new BigInt64Array(packed.rows * length).fill(BigInt(items));
  const halves = new Int32Array(ids.buffer); // little-endian: the lower half of each comes first
  const segment = new Float32Array(packed.rows * length);
  for (const [s, history] of newest.entries()) {
    const at = packed.starts[s]!;
    for (let p = 0; p < history.length; p++) halves[2 * (at + p)] = history[p]!;
    segment.fill(packed.segment[s]!, at, at + history.length);
  }
  const shape = [packed.rows, length];
  const { hidden } = await reader.run({ items: { data: ids, shape }, segment: { data: segment, shape } });
  const last = new Float32Array(newest.length * width);
  for (const [s, history] of newest.entries()) {
    const from = (packed.starts[s]! + history.length - 1) * width;
    last.set((hidden!.data as Float32Array).subarray(from, from + width), s * width);
  }
  const { chance } = await ranker.run({ hidden: { data: last, shape: [newest.length, width] } });
  return newest.map((_, s) => (chance!.data as Float32Array).subarray(s * items, (s + 1) * items));
}
