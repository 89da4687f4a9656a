import type { KillPoint, Pace } from "./killed-process.js";

const MARGIN = 1.05; // a little beyond the end, for a run that is slower than the one timed
const AFTER_A_CHANGE_MS = 40;
const OPENING_MS = 200;

/** Half of the points where the command writes, half anywhere in its time. */
export function killPoints(count: number, { milliseconds, changes }: Pace, random: () => number): KillPoint[] {
  return Array.from({ length: count }, (_, i) =>
    i % 2 === 0
      ? { after: "writing", change: 1 + Math.floor(random() * changes), milliseconds: random() * AFTER_A_CHANGE_MS }
      : { after: "start", milliseconds: random() * milliseconds * MARGIN },
  );
}

/** While the next command is putting right what a kill left. */
export function whileOpening(random: () => number): KillPoint {
  return { after: "opening", change: 1, milliseconds: random() * OPENING_MS };
}

export function told(point: KillPoint): string {
  const what = point.after === "start" ? "the start" : `change ${point.change} of ${point.after}`;
  return `${point.milliseconds.toFixed(1)} ms after ${what}`;
}
