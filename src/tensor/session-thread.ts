import { parentPort, workerData } from "node:worker_threads";
import type { Answered, Asked } from "./remote-session.js";
import { openSession } from "./session.js";

// The entry of a session's thread.
const { model, options } = workerData as { model: Uint8Array; options: { threads?: number } };
const tell = (answer: Answered) => parentPort?.postMessage(answer);
const failed = (id: number, error: unknown) =>
  tell({ kind: "failed", id, message: error instanceof Error ? error.message : String(error) });
try {
  let session = await openSession(model, options);
  parentPort?.on("message", async (asked: Asked) => {
    if (asked.kind === "close") {
      await session.close();
      parentPort?.close();
      return;
    }
    try {
      if (asked.kind === "load") {
        const before = session;
        session = await openSession(asked.model, options);
        await before.close();
        tell({ kind: "result", id: asked.id, results: {} });
      } else tell({ kind: "result", id: asked.id, results: await session.run(asked.given) });
    } catch (error) {
      failed(asked.id, error);
    }
  });
  tell({ kind: "ready", inputs: session.inputs, outputs: session.outputs });
} catch (error) {
  failed(0, error);
}
