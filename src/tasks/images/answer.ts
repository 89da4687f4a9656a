/** What pictures show: one of them judged, or all of a shop's looked through. */
export type ImagesAnswer = PictureAnswer | CatalogueAnswer;

interface Common {
  readonly candidate: string;
  /** Probability below which the answer is "not sure". */
  readonly threshold: number;
  readonly learned: { readonly pictures: number; readonly classes: number };
}

/** A picture of the shop. */
export interface Shown {
  readonly file: string;
  readonly item: string;
  /** The shop's name of the item; its id where it has none. */
  readonly name: string;
  /** A small copy, as a `data:image/png;base64,` address. */
  readonly picture: string;
}

/** One picture judged. */
export interface PictureAnswer extends Common {
  readonly kind: "picture";
  readonly shown: Shown;
  /** What it most likely shows; null: not sure. */
  readonly label: string | null;
  /** Most likely first, at most five. */
  readonly chances: readonly { readonly label: string; readonly chance: number }[];
  /** What the catalogue says it shows. */
  readonly known: string | null;
  /** The picture with what spoke for the answer marked; absent where the model cannot tell. */
  readonly marked: string | null;
  /** Pictures of other items that look most like it. */
  readonly similar: readonly (Shown & { readonly likeness: number })[];
  readonly faults: readonly Fault[];
}

/** All pictures of a shop. */
export interface CatalogueAnswer extends Common {
  readonly kind: "catalogue";
  readonly pictures: number;
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
  /** Categories with their numbers of pictures, most first. */
  readonly categories: readonly { readonly label: string; readonly pictures: number }[];
  /** Pictures without a category for which one is likely enough. */
  readonly suggested: readonly (Shown & { readonly label: string; readonly chance: number })[];
  /** Pictures that look like another category than theirs. */
  readonly misplaced: readonly Misplaced[];
  /** Pictures that are the same but for size, brightness or compression, of different items. */
  readonly copies: readonly { readonly one: Shown; readonly other: Shown; readonly bits: number }[];
  readonly faulty: readonly (Shown & { readonly faults: readonly Fault[] })[];
  /** How many photos were looked at for faults. */
  readonly lookedAt: number;
  /** Some pictures with what spoke for their category marked. */
  readonly examples: readonly (Shown & { readonly marked: string; readonly label: string; readonly chance: number })[];
}

export interface Misplaced extends Shown {
  /** As the catalogue says, and as its nearest pictures and the model say. */
  readonly known: string;
  readonly label: string;
  readonly chance: number;
  /** Of its nearest pictures of other items, how many are of `label` and how many of `known`. */
  readonly nearest: { readonly of: number; readonly agree: number; readonly ofKnown: number };
}

/** What is wrong with a photo, and the number that says so. */
export type Fault =
  | { readonly kind: "small"; readonly pixels: number }
  | { readonly kind: "blurred"; readonly sharpness: number }
  | { readonly kind: "background"; readonly spread: number };
