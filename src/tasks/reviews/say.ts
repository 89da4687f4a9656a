import type { Insight, Language } from "#charts/insight.js";
import type { ReviewsAnswer } from "./answer.js";
import { sayShop } from "./say-shop.js";
import { sayText } from "./say-text.js";

/** What the reviews say, in sentences, each with how we know it. */
export function say(answer: ReviewsAnswer, language: Language): readonly Insight[] {
  return answer.kind === "text" ? sayText(answer, language) : sayShop(answer, language);
}
