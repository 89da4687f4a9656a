import { blend } from "./blend.js";
import { bm25 } from "./bm25.js";
import { caser } from "./caser.js";
import { cosine } from "./cosine.js";
import { ease } from "./ease.js";
import { gru4rec } from "./gru4rec.js";
import { hybrid } from "./hybrid.js";
import { ials } from "./ials.js";
import { popularity } from "./popularity.js";
import type { Recommender } from "./recommender.js";
import { sasrec } from "./sasrec.js";
import { transition } from "./transition.js";

/** Every recommender there is, simplest first: the order in which they get the budget and win ties. */
export const recommenders: readonly Recommender[] = [
  popularity,
  cosine,
  bm25,
  transition,
  blend,
  ease,
  ials,
  gru4rec,
  caser,
  sasrec,
  hybrid,
];

/** Those that are there to be compared with: on all data we have they fall short of the blend (recommend.md). */
export const comparedOnly: readonly Recommender[] = [bm25, ease, ials];
