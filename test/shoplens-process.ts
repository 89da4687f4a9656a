import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const main = fileURLToPath(new URL("../src/serve/cli/main.ts", import.meta.url));

export interface Finished {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
  /** Largest resident set, in MiB; 0 where the system does not tell. */
  readonly peakMegabytes: number;
}

export interface Running {
  readonly pid: number;
  kill(signal: NodeJS.Signals): void;
  readonly finished: Promise<Finished>;
}

export interface ProcessOptions {
  /** Folder it runs in; the project's where absent. */
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** User it runs as. */
  readonly uid?: number;
  /** Close its stdout after so many bytes, as `head` does. */
  readonly readBytes?: number;
  readonly timeoutSeconds?: number;
}

const PEAK_EVERY_MS = 10;

/** Starts the command line as a process of its own. */
export function startShoplens(args: readonly string[], options: ProcessOptions = {}): Running {
  const started = performance.now();
  const child = spawn(
    process.execPath,
    ["--conditions=development", `--import=${import.meta.resolve("tsx")}`, main, ...args],
    {
      cwd: options.cwd ?? root,
      env: { ...process.env, TSX_TSCONFIG_PATH: `${root}tsconfig.json`, ...options.environment },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: (options.timeoutSeconds ?? 300) * 1000,
      killSignal: "SIGKILL",
      ...(options.uid !== undefined && { uid: options.uid }),
    },
  );
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  let read = 0;
  child.stdout.on("data", (chunk: Buffer) => {
    out.push(chunk);
    read += chunk.length;
    if (read >= (options.readBytes ?? Number.POSITIVE_INFINITY)) child.stdout.destroy();
  });
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  let peakMegabytes = 0;
  const watch = setInterval(() => {
    peakMegabytes = Math.max(peakMegabytes, peakOf(child.pid));
  }, PEAK_EVERY_MS);
  const finished = new Promise<Finished>((done, fail) => {
    child.on("error", fail);
    child.on("close", (code, signal) => {
      clearInterval(watch);
      done({
        code,
        signal,
        stdout: Buffer.concat(out).toString(),
        stderr: Buffer.concat(err).toString(),
        seconds: (performance.now() - started) / 1000,
        peakMegabytes,
      });
    });
  });
  return { pid: child.pid ?? 0, kill: (signal) => child.kill(signal), finished };
}

/** Runs the command line to its end. */
export function shoplens(args: readonly string[], options: ProcessOptions = {}): Promise<Finished> {
  return startShoplens(args, options).finished;
}

function peakOf(pid: number | undefined): number {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    return 0;
  }
}
