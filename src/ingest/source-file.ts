import { basename } from "node:path";
import { type BytesOptions, type SourceBytes, sourceBytes } from "./source-bytes.js";

/** A file as it is given: by itself on the disk, or within another. */
export interface SourceFile {
  /** As people are told of it. */
  readonly path: string;
  /** As the quarantine names it. */
  readonly file: string;
  /** Where its bytes lie on the disk as they are, if they do. */
  readonly disk?: string;
  bytes(options: BytesOptions): Promise<SourceBytes>;
}

/** @param file as the quarantine names it */
export function fileOnDisk(path: string, file = basename(path)): SourceFile {
  return { path, file, disk: path, bytes: (options) => sourceBytes(path, options) };
}
