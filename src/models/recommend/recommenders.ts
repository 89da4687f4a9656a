import { blend } from "./blend.js";
import { cosine } from "./cosine.js";
import { popularity } from "./popularity.js";
import type { Recommender } from "./recommender.js";
import { transition } from "./transition.js";

/** Every recommender there is, simplest first: the order in which they get the budget and win ties. */
export const recommenders: readonly Recommender[] = [popularity, cosine, transition, blend];
