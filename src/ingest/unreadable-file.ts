/** A file that is refused whole; the message says why, in a sentence. */
export class UnreadableFile extends Error {}
