import type { MappingDraft } from "./mapping/draft-mapping.js";
import { UnknownFile } from "./unknown-file.js";

/** A table whose columns no format knows. */
export class UnknownFormat extends UnknownFile {
  readonly headers: readonly string[];
  /** What the columns could be; absent: nobody has looked, or they have no names. */
  readonly draft: MappingDraft | undefined;

  constructor(message: string, headers: readonly string[], draft?: MappingDraft) {
    super(message);
    this.headers = headers;
    this.draft = draft;
  }
}
