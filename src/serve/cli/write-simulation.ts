import { createWriteStream, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { rawFiles } from "#simulate/raw/raw-files.js";
import type { Simulation } from "#simulate/simulation.js";

/** Writes a simulated shop's raw files into `folder`; answers the tables among them, to be loaded. */
export async function writeSimulation(simulation: Simulation, folder: string, signal: AbortSignal): Promise<string[]> {
  const tables: string[] = [];
  for (const { path, chunks } of rawFiles(simulation)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    await pipeline(Readable.from(chunks()), createWriteStream(file), { signal });
    if (path.endsWith(".csv")) tables.push(file);
  }
  return tables;
}
