import { classifiersFrom } from "#models/text/pretrained-classifiers.js";
import type { TextClassifier } from "#models/text/text-classifier.js";
import { textClassifiers } from "#models/text/text-classifiers.js";
import { type Table, tableOf } from "#table/table.js";
import type { Context, Evaluated, EvaluateOptions } from "../task.js";
import { compete } from "./compete.js";
import { planOf } from "./plan.js";
import { type Review, reviewsOf } from "./review.js";

/** Lets the classifiers compete on what the shop's customers wrote and how they rated it. */
export async function evaluate(context: Context, options: EvaluateOptions): Promise<Evaluated> {
  const candidates = asked(options, await classifiersFor(context));
  options.signal.throwIfAborted();
  const plan = planOf(reviewsOf(await context.read("reviews")), options.seed);
  const { winner, results, leftOut } = await compete(plan, { candidates, options });
  return {
    evaluation: {
      task: "reviews",
      seed: options.seed,
      chosen: winner.name,
      better: "lower",
      candidates: results,
      leftOut,
      protocol: plan.protocol,
    },
    predictions: judgements(plan.test, winner.probabilities, winner.model.threshold),
  };
}

/** One row per review: `review_id`, `positive` (1 or 0), `probability`. */
export function judgements(reviews: readonly Review[], probabilities: Float64Array, threshold: number): Table {
  return tableOf({
    review_id: reviews.map(({ id }) => id),
    positive: probabilities.map((probability) => Number(probability >= threshold)),
    probability: probabilities,
  });
}

/** Those that always compete, and those that begin with the pretrained encoder a shop has handed over. */
export async function classifiersFor({ given }: Context): Promise<readonly TextClassifier[]> {
  const folder = given?.["pretrained"];
  return folder ? [...textClassifiers, ...(await classifiersFrom(folder.path))] : textClassifiers;
}

/** @throws when there is none of that name. */
export function classifierNamed(name: string, known: readonly TextClassifier[]): TextClassifier {
  const found = known.find((classifier) => classifier.name === name);
  if (found) return found;
  throw new RangeError(`candidate must be one of ${known.map((one) => one.name).join(", ")}, got "${name}"`);
}

function asked({ candidates }: EvaluateOptions, known: readonly TextClassifier[]): readonly TextClassifier[] {
  for (const name of candidates) classifierNamed(name, known);
  return known.filter(({ name }) => candidates.length === 0 || candidates.includes(name));
}
