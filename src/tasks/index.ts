import { images } from "./images/images.js";
import { profile } from "./profile/profile.js";
import { recommend } from "./recommend/recommend.js";
import { reviews } from "./reviews/reviews.js";
import type { AnyTask } from "./task.js";
import { trends } from "./trends/trends.js";

/** Every task, by name, in the order of the report. Adding one is adding its folder and its line here. */
export const tasks = { trends, profile, recommend, reviews, images } satisfies Record<string, AnyTask>;
