import type { Worker } from "node:worker_threads";
import { startThread } from "../start-thread.js";

/** Threads whose training has ended; the next one begins at once on them. They keep no process alive. */
const idle: Worker[] = [];

export function takeThread(): Worker {
  const thread = idle.pop() ?? startThread(new URL("./worker-main", import.meta.url), null);
  thread.ref();
  return thread;
}

export function giveBack(thread: Worker): void {
  for (const event of ["message", "error"]) thread.removeAllListeners(event); // its own listeners for others must stay
  thread.on("error", () => idle.splice(idle.indexOf(thread), 1)); // an idle thread that fails is no one's failure
  thread.unref();
  idle.push(thread);
}
