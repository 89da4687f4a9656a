import { UnreadableFile } from "./unreadable-file.js";

/**
 * A file that shows that nothing is to be loaded of the archive it is in: it is made to do harm, or was written to while
 * it was read.
 */
export class SpoiledArchive extends UnreadableFile {}
