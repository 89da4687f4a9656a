import { closeSync, existsSync, openSync, rmSync, unlinkSync } from "node:fs";

/** A file for what may not stay on the disk. */
export interface NamelessFile {
  readonly descriptor: number;
  /** Where this process, and no other user's, can read it. */
  readonly path: string;
  /** Gone for good afterwards. */
  close(): void;
}

/**
 * Makes a file, for its owner alone, that has no name where the system can do without (Linux): whatever kills this
 * process, the system gives its bytes back at once and no folder lists it. Elsewhere it has its name until it is closed.
 *
 * @param path a name that nobody uses
 */
export function namelessFile(path: string): NamelessFile {
  const descriptor = openSync(path, "wx+", 0o600);
  const unnamed = `/proc/self/fd/${descriptor}`;
  if (existsSync(unnamed)) {
    unlinkSync(path);
    return { descriptor, path: unnamed, close: () => closeSync(descriptor) };
  }
  return {
    descriptor,
    path,
    close() {
      closeSync(descriptor);
      rmSync(path, { force: true });
    },
  };
}
