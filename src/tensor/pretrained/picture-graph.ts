import type { Numbers } from "../session.js";

/** A graph whichever library runs it. */
export interface PictureGraph {
  /** Of its one input; null for what may be any. */
  readonly shape: readonly (number | null)[];
  run(pictures: Numbers): Promise<Readonly<Record<string, Numbers>>>;
  close(): Promise<void>;
}
