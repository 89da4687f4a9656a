/** A file of the shop's exports, made afresh each time its content is asked for. */
export interface RawFile {
  /** Relative, with forward slashes. */
  readonly path: string;
  /** Its bytes, in pieces of some 64 KiB. */
  readonly chunks: () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}
