import { crfWith } from "./crf.js";
import type { SequenceTagger } from "./sequence-tagger.js";

/** The tagger that names in a shop's texts are marked by. */
export const entityTagger: SequenceTagger = crfWith();
