import { control } from "./arena-layout.js";

const SPINS = 2000; // workers mostly arrive within microseconds of each other

/** Waits until all workers have come here. */
export function barrier(board: Int32Array, workers: number): void {
  if (workers === 1) return;
  const generation = Atomics.load(board, control.generation);
  if (Atomics.add(board, control.arrived, 1) === workers - 1) {
    Atomics.store(board, control.arrived, 0);
    Atomics.add(board, control.generation, 1);
    Atomics.notify(board, control.generation);
    return;
  }
  for (let spin = 0; spin < SPINS; spin += 1) if (Atomics.load(board, control.generation) !== generation) return;
  Atomics.wait(board, control.generation, generation);
}
