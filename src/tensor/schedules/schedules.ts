import { constant } from "./constant.js";
import { cosine } from "./cosine.js";
import { oneCycle } from "./one-cycle.js";
import { plateau } from "./plateau.js";
import { stepDecay } from "./step-decay.js";

/** Every schedule there is, by name. */
export const schedules = { constant, cosine, "one-cycle": oneCycle, plateau, "step-decay": stepDecay };
