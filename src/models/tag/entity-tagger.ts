import { bilstmCrf } from "./bilstm-crf.js";
import { blendedTagger } from "./blended-tagger.js";
import { crfWith } from "./crf.js";
import type { SequenceTagger } from "./sequence-tagger.js";

/** The tagger that names in a shop's texts are marked by: two fields that see other shares of what stands round a token. */
export const entityTagger: SequenceTagger = blendedTagger([crfWith({ dropout: 0.4 }), crfWith()]);

/** Every tagger there is, as they were compared (bench/entities.prove.ts). */
export const taggers: readonly SequenceTagger[] = [crfWith(), bilstmCrf, entityTagger];
