/** A picture that cannot be used, and why, in words for whom it belongs to. */
export class UnreadablePicture extends Error {}
