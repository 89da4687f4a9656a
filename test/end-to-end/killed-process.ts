import { startShoplens } from "../shoplens-process.js";

/** A command that is going to be killed. */
export interface Course {
  readonly args: readonly string[];
  /** What can be seen from outside to change when the command opens the shop, and each time it writes what counts. */
  readonly signs: Readonly<Record<Phase, () => string>>;
}

export type Phase = "opening" | "writing";

/** When to kill: so long after the start, or after the n-th change of a sign, the first being 1. */
export type KillPoint =
  | { readonly after: "start"; readonly milliseconds: number }
  | { readonly after: Phase; readonly change: number; readonly milliseconds: number };

/** How long a command takes when nobody kills it, and how often it is seen to write. */
export interface Pace {
  readonly milliseconds: number;
  readonly changes: number;
}

/** Runs the command to its end. @throws when it fails. */
export async function runToEnd({ args, signs }: Course): Promise<Pace> {
  const started = performance.now();
  let changes = 0;
  const stop = watched(signs.writing, () => {
    changes += 1;
  });
  const { code, stderr } = await startShoplens(args).finished;
  stop();
  if (code !== 0) throw new Error(`shoplens ${args.join(" ")} ended with ${code}: ${stderr}`);
  return { milliseconds: performance.now() - started, changes };
}

/** Kills the command at a point in time; "ended" when it was faster. @throws when it failed by itself. */
export async function runKilled({ args, signs }: Course, point: KillPoint): Promise<"killed" | "ended"> {
  let timer: NodeJS.Timeout | undefined;
  const killLater = () => {
    timer = setTimeout(() => running.kill("SIGKILL"), point.milliseconds);
  };
  let left = point.after === "start" ? 0 : point.change;
  const countDown = () => {
    left -= 1;
    if (left === 0) killLater();
  };
  const stop = point.after === "start" ? () => undefined : watched(signs[point.after], countDown);
  const running = startShoplens(args);
  if (point.after === "start") killLater();
  const { code, signal, stderr } = await running.finished;
  stop();
  clearTimeout(timer);
  if (signal === "SIGKILL") return "killed";
  if (code !== 0) throw new Error(`shoplens ${args.join(" ")} ended with ${code}: ${stderr}`);
  return "ended";
}

function watched(sign: () => string, changed: () => void): () => void {
  let last = sign();
  const poll = setInterval(() => {
    const now = sign();
    if (now === last) return;
    last = now;
    changed();
  }, 1);
  return () => clearInterval(poll);
}
