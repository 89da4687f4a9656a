import type { Progress } from "#tasks/task.js";

/** How a command speaks: answers on stdout, everything else on stderr. */
export interface Terminal {
  readonly progress: Progress;
  /** Ends the progress line, so that what follows starts on a line of its own. */
  quiet(): void;
  /** A line for people, on stderr. */
  note(text: string): void;
  /** The answer, on stdout. */
  print(text: string): void;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

const SILENT_MS = 2000; // short work needs no bar
const PLAIN_EVERY_MS = 5000;
const BAR = 24;

export function openTerminal(): Terminal {
  const abort = new AbortController();
  process.once("SIGINT", () => {
    process.stderr.write("\nstopping; what was finished stays (Ctrl-C again to end at once)\n");
    abort.abort(new Interrupted("interrupted"));
    process.once("SIGINT", () => process.exit(130));
  });
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error; // else the reader of the pipe has seen enough
  });
  const started = Date.now();
  let shown = 0;
  let onBar = false;

  function progress(share: number, doing: string): void {
    const now = Date.now();
    const every = process.stderr.isTTY ? 100 : PLAIN_EVERY_MS;
    if (now - started < SILENT_MS || now - shown < every) return;
    shown = now;
    const percent = `${Math.floor(100 * Math.min(Math.max(share, 0), 1))}`.padStart(3);
    if (!process.stderr.isTTY) return void process.stderr.write(`${percent} % ${doing}\n`);
    const filled = Math.round(BAR * Math.min(share, 1));
    const line = `${"█".repeat(filled)}${"░".repeat(BAR - filled)} ${percent} % ${doing}`;
    process.stderr.write(`\r\x1b[2K${line.slice(0, Math.max(20, (process.stderr.columns ?? 80) - 1))}`);
    onBar = true;
  }

  function quiet(): void {
    if (onBar) process.stderr.write("\r\x1b[2K");
    onBar = false;
  }

  return {
    progress,
    quiet,
    note(text) {
      quiet();
      process.stderr.write(`${text}\n`);
    },
    print(text) {
      quiet();
      process.stdout.write(`${text}\n`);
    },
    signal: abort.signal,
  };
}

/** The user pressed Ctrl-C. */
export class Interrupted extends Error {}

/** The command line itself was wrong: exit code 2. */
export class WrongUsage extends Error {}
