import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Numbers of a tensor as the JSON of score_model.py has them. */
export interface ScoredTensor {
  readonly type: string;
  readonly dims: readonly number[];
  readonly values: readonly number[];
}

/** What Python's onnxruntime gives for an ONNX file, which Python's onnx checker must accept first. */
export function onnxScores(
  python: string,
  file: Uint8Array,
  feeds: Readonly<Record<string, ScoredTensor>>,
): Readonly<Record<string, ScoredTensor>> {
  const folder = mkdtempSync(join(tmpdir(), "onnx-scores-"));
  try {
    const path = join(folder, "model.onnx");
    writeFileSync(path, file);
    const script = new URL("golden/onnx/score_model.py", import.meta.url).pathname;
    const options = { encoding: "utf8", input: JSON.stringify(feeds), maxBuffer: 1e8 } as const;
    const { status, stdout, stderr } = spawnSync(python, [script, path], options);
    if (status !== 0) throw new Error(`Python refuses the model: ${stderr}`);
    return JSON.parse(stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
