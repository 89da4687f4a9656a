import type { Malformed } from "./split-records.js";
import { UnreadableFile } from "./unreadable-file.js";

export interface MalformedLines {
  readonly lines: readonly Malformed[];
  /** @throws {UnreadableFile} when most lines are malformed. */
  readonly add: (line: Malformed) => void;
}

const MOST = 200_000; // beyond it, and half of all lines, the file is no table

/** @param records how many lines are none so far */
export function malformedLines(path: string, records: () => number): MalformedLines {
  const lines: Malformed[] = [];
  return {
    lines,
    add(line) {
      lines.push(line);
      if (lines.length < MOST || lines.length <= records()) return;
      throw new UnreadableFile(
        `${path} is no table: most of its lines cannot be read (line ${line.line}: ${line.reason})`,
      );
    },
  };
}
