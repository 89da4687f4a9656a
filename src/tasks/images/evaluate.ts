import { classifiersFrom } from "#models/image/given-classifiers.js";
import type { ImageClassifier } from "#models/image/image-classifier.js";
import { imageClassifiers } from "#models/image/image-classifiers.js";
import { tableOf } from "#table/table.js";
import type { Context, Evaluated, EvaluateOptions } from "../task.js";
import { answersOf, compete } from "./compete.js";
import { openGallery } from "./gallery.js";
import { planOf } from "./plan.js";

/** Lets the classifiers compete on pictures and what they show. */
export async function evaluate(context: Context, options: EvaluateOptions): Promise<Evaluated> {
  const began = performance.now();
  const candidates = asked(options, await classifiersFor(context));
  options.signal.throwIfAborted();
  const gallery = await openGallery(context, {
    signal: options.signal,
    progress: (share) => options.progress(0.1 * share, "reading pictures"),
  });
  try {
    const plan = planOf(gallery.pictures, options.seed);
    const { chosen, chances, results, leftOut } = await compete(gallery, plan, { candidates, options, began });
    const { classes, protocol } = plan;
    const answers = answersOf(chances, classes.length);
    return {
      evaluation: {
        task: "images",
        seed: options.seed,
        chosen,
        better: "lower",
        candidates: results,
        leftOut,
        protocol,
      },
      predictions: tableOf({
        file: Array.from(plan.test, (at) => gallery.pictures[at]!.file),
        label: Array.from(answers, (of) => classes[of]!),
        probability: Float64Array.from(answers, (of, row) => chances[row * classes.length + of]!),
      }),
      ...(gallery.refused.length > 0 && { refused: gallery.refused }),
    };
  } finally {
    gallery.store.close();
  }
}

/** Those that always compete, and those that begin with the picture model a shop has handed over. */
export async function classifiersFor({ given }: Context): Promise<readonly ImageClassifier[]> {
  const folder = given?.["vision"];
  return folder ? [...imageClassifiers, ...(await classifiersFrom(folder.path))] : imageClassifiers;
}

function asked({ candidates }: EvaluateOptions, known: readonly ImageClassifier[]): readonly ImageClassifier[] {
  const wanted = candidates.map((name) => classifierNamed(name, known));
  return known.filter((classifier) => candidates.length === 0 || wanted.includes(classifier));
}

/** @throws {RangeError} naming those there are */
export function classifierNamed(name: string, known: readonly ImageClassifier[]): ImageClassifier {
  const found = known.find((classifier) => classifier.name === name);
  if (found) return found;
  throw new RangeError(
    `images has no candidate "${name}", expected some of ${known.map((one) => one.name).join(", ")}`,
  );
}
