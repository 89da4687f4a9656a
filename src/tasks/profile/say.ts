import type { Insight, Language } from "#charts/insight.js";
import type { ProfileAnswer } from "./answer.js";
import { sayCustomer, sayProspect } from "./say-customer.js";
import { sayShop } from "./say-shop.js";

/** What a merchant should know or do, most important first, each with how we know it. */
export function say(answer: ProfileAnswer, language: Language): readonly Insight[] {
  switch (answer.kind) {
    case "shop":
      return sayShop(answer, language);
    case "customer":
      return sayCustomer(answer, language);
    case "prospect":
      return sayProspect(answer, language);
    default:
      return answer satisfies never;
  }
}
