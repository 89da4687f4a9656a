import type { PlantedFault } from "../raw/fault.js";
import { csvFiles } from "../raw/raw-files.js";
import type { Simulation } from "../simulation.js";

/** Every row of the raw files with something planted in it, file by file. Reads them all: seconds, for a large shop. */
export function plantedFaults(simulation: Simulation): PlantedFault[] {
  if (simulation.options.faults === "none") return [];
  const faults: PlantedFault[] = [];
  for (const { path, lines } of csvFiles(simulation)) {
    let number = 1;
    for (const line of lines()) {
      number += 1;
      if (typeof line !== "string") faults.push({ file: path, line: number, kind: line.kind, fate: line.fate });
    }
  }
  return faults;
}
