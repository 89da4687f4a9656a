import { blend } from "./blend.js";
import { caser } from "./caser.js";
import { cosine } from "./cosine.js";
import { gru4rec } from "./gru4rec.js";
import { hybrid } from "./hybrid.js";
import { popularity } from "./popularity.js";
import type { Recommender } from "./recommender.js";
import { sasrec } from "./sasrec.js";
import { transition } from "./transition.js";

/** Every recommender there is, simplest first: the order in which they get the budget and win ties. */
export const recommenders: readonly Recommender[] = [
  popularity,
  cosine,
  transition,
  blend,
  gru4rec,
  caser,
  sasrec,
  hybrid,
];
