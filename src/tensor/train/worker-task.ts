import type { Initialiser } from "../initialisers.js";
import type { PostedArena } from "../kernels/shared-arena.js";
import type { Optimiser } from "../optimisers/optimiser.js";
import type { TrainingPlan } from "./training-plan.js";

/** What a training worker is started with: plain data and shared memory. */
export interface WorkerTask {
  readonly rank: number;
  readonly workers: number;
  readonly model: Uint8Array;
  readonly plan: TrainingPlan;
  readonly arena: PostedArena;
  readonly batchSize: number;
  readonly optimiser: Optimiser;
  /** Longest the gradient of all weights together may be; absent: any. */
  readonly clipNorm?: number;
  readonly seed: number;
  /** Steps taken before. */
  readonly step: number;
  /** How the worker of rank 0 fills the weights first; absent: they stand in the arena already. */
  readonly initial?: readonly InitialWeight[];
}

export interface InitialWeight {
  readonly name: string;
  readonly array: string;
  readonly from: number;
  readonly shape: readonly number[];
  readonly initial: Initialiser;
}

/** What a worker tells. */
export type WorkerNews =
  | { readonly kind: "ready"; readonly sessionMilliseconds: number }
  | {
      readonly kind: "step";
      readonly step: number;
      readonly loss: number;
      readonly weight: number;
      readonly norm: number | null;
    }
  | { readonly kind: "done" }
  | { readonly kind: "diverged"; readonly step: number; readonly loss: number }
  | { readonly kind: "failed"; readonly message: string };
