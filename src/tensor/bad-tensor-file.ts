/** A file of tensors or a model that cannot be read, or one that cannot be written; the message says why and where. */
export class BadTensorFile extends Error {}
