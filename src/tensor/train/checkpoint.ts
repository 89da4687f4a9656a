import { existsSync } from "node:fs";
import type { SharedArena } from "../kernels/shared-arena.js";
import { openSafetensors, type Safetensors } from "../safetensors/open-safetensors.js";
import { writeSafetensors } from "../safetensors/write-safetensors.js";
import type { StoredTensor } from "../stored-tensor.js";
import type { Reached } from "./reached.js";
import type { Weights } from "./weights-of.js";

/** All that a killed training needs to go on. */
export interface Checkpoint {
  readonly reached: Reached;
  /** The weights of the best epoch, where one is the best. */
  readonly kept: Weights | null;
  /** The mean of the weights at the ends of epochs, where it is kept. */
  readonly average: Map<string, Float32Array> | null;
}

/** Arrays of the arena that outlive a step: weights, states and what the optimiser remembers. */
const isLasting = (name: string): boolean => /^(parameters|states|table .*|slot .*)$/.test(name);

/** Written aside and renamed: killed at any moment, the file is the one before or the one after. Its folder is made where it is missing. */
export async function writeCheckpoint(
  path: string,
  { float32 }: SharedArena,
  { reached, kept, average }: Checkpoint,
): Promise<void> {
  const tensors: StoredTensor[] = [];
  const hold = (name: string, data: Float32Array) =>
    tensors.push({ name, type: "float32", dims: [data.length], data: Float32Array.from(data) });
  for (const [name, data] of Object.entries(float32)) if (isLasting(name)) hold(`now ${name}`, data);
  for (const [name, data] of kept ?? []) hold(`kept ${name}`, data);
  for (const [name, data] of average ?? []) hold(`average ${name}`, data);
  await writeSafetensors(path, tensors, { reached: JSON.stringify(reached) });
}

/** Puts what a checkpoint holds into the arena; null where there is none. @throws {RangeError} for one of another network */
export async function readCheckpoint(path: string, { float32 }: SharedArena): Promise<Checkpoint | null> {
  if (!existsSync(path)) return null;
  const file = await openSafetensors(path);
  try {
    for (const [name, array] of Object.entries(float32)) {
      if (isLasting(name)) array.set(await numbersOf(file, `now ${name}`, array.length));
    }
    const reached = JSON.parse(file.metadata["reached"] ?? "null") as Reached;
    return { reached, kept: await weightsIn(file, "kept "), average: await weightsIn(file, "average ") };
  } finally {
    await file.close();
  }
}

async function numbersOf(file: Safetensors, name: string, length: number): Promise<Float32Array> {
  const { data } = await file.tensor(name);
  if (data.length === length) return data as Float32Array;
  throw new RangeError(`the checkpoint holds ${data.length} numbers of "${name}", the network has ${length}`);
}

async function weightsIn(file: Safetensors, prefix: string): Promise<Map<string, Float32Array> | null> {
  const weights = new Map<string, Float32Array>();
  for (const name of file.tensors.keys()) {
    if (name.startsWith(prefix)) weights.set(name.slice(prefix.length), (await file.tensor(name)).data as Float32Array);
  }
  return weights.size > 0 ? weights : null;
}
