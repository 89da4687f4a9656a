import { picturesAt } from "#image/pictures.js";
import type { Context } from "../task.js";
import type { PictureAnswer } from "./answer.js";
import { faultsOf } from "./faults.js";
import type { Gallery } from "./gallery.js";
import type { ImagesModel } from "./images-model.js";
import { shownAt } from "./shown.js";

const CHANCES = 5;
const SIMILAR = 6;

/** Judges one picture of the gallery: what it shows, what it looks like, what is wrong with it. */
export async function answerPicture(
  at: number,
  gallery: Gallery,
  { model, context }: { model: ImagesModel; context: Context },
): Promise<PictureAnswer> {
  const { classifier, classes, threshold, learned } = model;
  const { store, pictures } = gallery;
  const chances = await classifier.chances(picturesAt(store, Int32Array.of(at)));
  const ranked = [...classes.keys()].sort((a, b) => chances[b]! - chances[a]! || a - b);
  const [best = 0] = ranked;
  const heat = await classifier.activation?.(store, at, best);
  const [faults = []] = await faultsOf(context, [pictures[at]!.file]);
  return {
    kind: "picture",
    shown: await shownAt(gallery, at),
    label: chances[best]! >= threshold ? classes[best]! : null,
    chances: ranked.slice(0, CHANCES).map((of) => ({ label: classes[of]!, chance: chances[of]! })),
    known: pictures[at]!.label,
    marked: heat ? (await shownAt(gallery, at, heat)).picture : null,
    similar: await similarTo(at, gallery, model),
    faults,
    candidate: classifier.name,
    threshold,
    learned: { ...learned, classes: classes.length },
  };
}

/** One picture of each of the items that look most like it. */
async function similarTo(at: number, gallery: Gallery, { classifier }: ImagesModel): Promise<PictureAnswer["similar"]> {
  const { store, pictures } = gallery;
  if (!classifier.embed) return [];
  const embedded = await classifier.embed(store);
  const width = embedded.length / store.count;
  const own = embedded.subarray(at * width, (at + 1) * width);
  const likeness = Float64Array.from(pictures, (_, other) => {
    let sum = 0;
    for (let i = 0; i < width; i++) sum += own[i]! * embedded[other * width + i]!;
    return sum;
  });
  const taken = new Set([pictures[at]!.item]);
  const nearest = [...pictures.keys()]
    .sort((a, b) => likeness[b]! - likeness[a]! || a - b)
    .filter((other) => !taken.has(pictures[other]!.item) && taken.add(pictures[other]!.item));
  return Promise.all(
    nearest
      .slice(0, SIMILAR)
      .map(async (other) => ({ ...(await shownAt(gallery, other)), likeness: likeness[other]! })),
  );
}
