import { UnreadableFile } from "./unreadable-file.js";

/**
 * A file that is sound but none of ours: a picture, an empty file, a table nobody knows. By itself it is refused as any
 * other; among the files of a folder or a zip, or the sheets of a workbook, it is passed over.
 */
export class UnknownFile extends UnreadableFile {}
