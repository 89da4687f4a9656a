import { readFileSync } from "node:fs";

export interface RecordedTensor {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

type Named = Readonly<Record<string, RecordedTensor>>;

/** A small network with its loss, outputs and gradients as PyTorch computes them: see README.md beside this file. */
export interface Recorded {
  readonly what: string;
  readonly source: string;
  readonly inputs: Named;
  readonly parameters: Named;
  readonly loss: number;
  readonly outputs: Named;
  readonly gradients: Named;
}

/** @param name of the file beside this one, without its ending: "sasrec", "cnn-small", … */
export function recorded(name: string): Recorded {
  return JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), "utf8"));
}
