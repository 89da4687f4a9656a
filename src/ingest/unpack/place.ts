import type { Given } from "../given.js";
import type { UnreadableFile } from "../unreadable-file.js";

/** A table on its way in, or something that is none. */
export type Found = Whence & ({ readonly given: Given } | { readonly path: string; readonly error: UnreadableFile });

export interface Whence {
  /** The folder, zip or workbook that was named, where it was found within one. */
  readonly within?: string;
  /** The zip or workbook on the disk that it is in, as people are told of it. */
  readonly archive?: string;
  /** Share of the work that is done with it. */
  readonly upTo: number;
}

export interface Walk {
  /** What is asked of a database, where one is named. */
  readonly queries?: readonly string[] | undefined;
  /** Where what must lie on the disk stands while it is read. */
  readonly temporaryFolder: string;
  readonly signal: AbortSignal;
}

/** A file or folder, and what part of the work it is. */
export interface Place extends Whence {
  /** Where it lies. */
  readonly disk: string;
  /** As people are told of it. */
  readonly path: string;
  /** As the quarantine names it. */
  readonly file: string;
  /** Share of the work that was done before it. */
  readonly from: number;
}

/** One of the files within a place, of equal parts of the work. */
export function nthOf(place: Place, i: number, files: number): Pick<Place, "from" | "upTo"> {
  const share = (place.upTo - place.from) / files;
  return { from: place.from + i * share, upTo: place.from + (i + 1) * share };
}
