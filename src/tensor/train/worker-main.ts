import { parentPort } from "node:worker_threads";
import { StepWorker } from "./step-worker.js";
import type { WorkerNews, WorkerTask } from "./worker-task.js";

// The entry of a training worker's thread: one training after the other.
const tell = (news: WorkerNews) => parentPort?.postMessage(news);

parentPort?.on("message", async (task: WorkerTask) => {
  try {
    const worker = await StepWorker.start(task, tell);
    await worker.work();
    tell({ kind: "done" });
  } catch (error) {
    tell({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
  }
});
