import { once } from "node:events";
import type { Numbers, Session } from "./session.js";
import { startThread } from "./start-thread.js";

export type Asked =
  | { readonly kind: "run"; readonly id: number; readonly given: Readonly<Record<string, Numbers>> }
  | { readonly kind: "load"; readonly id: number; readonly model: Uint8Array }
  | { readonly kind: "close" };
export type Answered =
  | { readonly kind: "ready"; readonly inputs: readonly string[]; readonly outputs: readonly string[] }
  | { readonly kind: "result"; readonly id: number; readonly results: Record<string, Numbers> }
  | { readonly kind: "failed"; readonly id: number; readonly message: string };

interface Waiting {
  resolve(results: Record<string, Numbers>): void;
  reject(error: Error): void;
}

/** A session whose thread can be given another model, which costs less than another thread. */
export interface RemoteSession extends Session {
  /** @param model with the same inputs and outputs */
  load(model: Uint8Array): Promise<void>;
}

/** A session in a thread of its own: running it never holds up the thread that asks. */
export async function remoteSession(
  model: Uint8Array,
  options: { readonly threads?: number } = {},
): Promise<RemoteSession> {
  const thread = startThread(new URL("./session-thread", import.meta.url), { model, options });
  const waiting = new Map<number, Waiting>();
  const failAll = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  thread.on("error", failAll);
  const [ready] = (await once(thread, "message")) as [Answered];
  if (ready.kind === "failed") throw new Error(ready.message);
  if (ready.kind !== "ready") throw new Error("the session's thread answered before it was ready");
  thread.on("message", (answer: Answered) => {
    if (answer.kind === "ready") return;
    const asker = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.kind === "result") asker?.resolve(answer.results);
    else asker?.reject(new Error(answer.message));
  });
  let next = 0;
  const ask = (asked: (id: number) => Asked) =>
    new Promise<Record<string, Numbers>>((resolve, reject) => {
      next += 1;
      waiting.set(next, { resolve, reject });
      thread.postMessage(asked(next));
    });
  return {
    inputs: ready.inputs,
    outputs: ready.outputs,
    run: (given) => ask((id) => ({ kind: "run", id, given })),
    load: async (replacing) => void (await ask((id) => ({ kind: "load", id, model: replacing }))),
    async close() {
      thread.postMessage({ kind: "close" } satisfies Asked);
      await once(thread, "exit");
    },
  };
}
