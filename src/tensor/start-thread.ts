import { Worker } from "node:worker_threads";

/**
 * A worker thread that runs a module of ours: from source (through tsx, which does not reach into threads by itself) or as built.
 *
 * @param module its address without the ending: `new URL("./train/worker-main", import.meta.url)`
 */
export function startThread(module: URL, workerData: unknown): Worker {
  if (!import.meta.url.endsWith(".ts")) return new Worker(new URL(`${module.href}.js`), { workerData });
  const source = `import("tsx/esm/api").then(({ register }) => { register(); return import("${module.href}.ts"); })`;
  return new Worker(source, { eval: true, workerData, execArgv: ["--conditions=development"] });
}
