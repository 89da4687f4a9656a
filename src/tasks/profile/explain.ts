import { type Explanation, explanation } from "#explain/explanation.js";
import type { ProfileAnswer } from "./answer.js";
import { segments } from "./segments.js";

const MIDDLE = 3; // the customer in the middle of each ranking is in the third fifth

/**
 * Why an answer is what it is. A customer: how far each of the three scores moves their sum from that of the customer
 * in the middle. The shop: what each segment adds to the sales.
 *
 * @throws {RangeError} for an account that has not ordered: it has no scores.
 */
export function explain(answer: ProfileAnswer): Explanation {
  switch (answer.kind) {
    case "customer": {
      const { r, f, m } = answer.scores;
      return explanation({
        subject: `the score of customer ${answer.customer} (${segments[answer.segment].name.en})`,
        unit: "fifths",
        baseline: 3 * MIDDLE,
        answer: r + f + m,
        contributions: [
          { feature: "recency", amount: r - MIDDLE },
          { feature: "frequency", amount: f - MIDDLE },
          { feature: "monetary", amount: m - MIDDLE },
        ],
        method: "exact: the score is a sum of three fifths, each against the middle one",
      });
    }
    case "shop":
      return explanation({
        subject: "the sales to known customers",
        unit: "minor units",
        baseline: 0,
        answer: answer.cents,
        contributions: answer.segments.map(({ segment, cents }) => ({ feature: segment, amount: cents })),
        method: "exact: the sales are a sum over the segments",
      });
    case "prospect":
      throw new RangeError(`expected a customer with an order, got ${answer.customer}, who has none yet`);
    default:
      return answer satisfies never;
  }
}
