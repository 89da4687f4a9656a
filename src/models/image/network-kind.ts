import type { Augmentation } from "#image/augment.js";
import type { PictureForm } from "#image/pictures.js";
import type { Network } from "#tensor/network.js";
import type { OptimiserChoice } from "#tensor/optimisers/optimiser.js";
import type { ScheduleChoice } from "#tensor/schedules/schedule.js";

/** What tells one network for pictures from another. */
export interface NetworkKind {
  readonly name: string;
  readonly fewest: number;
  /**
   * Input `x` [channels, side, side] from 0 to 1; outputs `y` [classes] scores, `features` [width] what they are made from, `map`
   * [channels, height, width] the last that has places.
   */
  network(form: PictureForm, classes: number): Network;
  training(pictures: number, form: PictureForm): NetworkTraining;
}

export interface NetworkTraining {
  readonly batchSize: number;
  /** At most, where there is time. */
  readonly epochs: number;
  /** Epochs without a better validation after which it ends. */
  readonly patience?: number;
  readonly optimiser: OptimiserChoice;
  rate(steps: number): number | ScheduleChoice;
  readonly clipNorm?: number;
  readonly augmentation: Augmentation;
  readonly mixup: number;
  readonly smoothing: number;
  /** Share of the epochs after which weights are averaged; absent: they are not. */
  readonly averageFrom?: number;
  /** Whether pictures are asked about as they are and mirrored. */
  readonly isMirrored: boolean;
}
