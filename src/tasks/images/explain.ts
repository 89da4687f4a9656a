import { plainWords } from "#charts/plain-words.js";
import { agreement } from "#explain/agreement.js";
import { type Explanation, explanation, type OtherView } from "#explain/explanation.js";
import { occlusion } from "#explain/occlusion.js";
import type { PartScore } from "#explain/part-score.js";
import { type PictureForm, picturePixels, picturesAt, picturesIn } from "#image/pictures.js";
import type { ActivationMap } from "#models/image/image-classifier.js";
import { answersOf } from "./compete.js";
import type { Gallery } from "./gallery.js";
import type { ImagesModel } from "./images-model.js";

/** Regions along a side. */
const GRID = 4;

/**
 * Why a picture is said to show what it does, region by region: what the log-odds of the likeliest category lose where a region is painted in the
 * picture's mean colour; what the regions do together, beyond what each does alone, is named as such. The gradient's view is told beside it.
 */
export async function explainPicture(
  at: number,
  { store, pictures }: Gallery,
  { classifier, classes }: ImagesModel,
): Promise<Explanation> {
  const pixels = new Uint8Array(picturePixels(store.form));
  store.read([at], pixels);
  const chances = await classifier.chances(picturesAt(store, Int32Array.of(at)));
  const of = answersOf(chances, classes.length)[0]!;
  const score: PartScore = async (kept) => {
    const painted = new Uint8Array(kept.length * pixels.length);
    for (const [row, mask] of kept.entries()) painted.set(withRegions(pixels, store.form, mask), row * pixels.length);
    const found = await classifier.chances(picturesIn(painted, store.form));
    return Float64Array.from(kept, (_, row) => logOdds(found[row * classes.length + of]!));
  };
  const taken = await occlusion(GRID * GRID, score);
  const answer = logOdds(chances[of]!);
  const rest = answer - taken.baseline - taken.amounts.reduce((sum, amount) => sum + amount, 0);
  const heat = await classifier.activation?.(store, at, of);
  return {
    ...explanation({
      subject: `how likely ${plainWords(pictures[at]!.file, 80)} shows ${plainWords(classes[of]!)}`,
      unit: "log-odds",
      baseline: taken.baseline,
      answer,
      contributions: [
        ...Array.from(taken.amounts, (amount, region) => ({ feature: regionName(region), amount })),
        { feature: "together, beyond what each does alone", amount: rest },
      ],
      method: "occlusion: each region's part is what the log-odds lose when it is painted over",
    }),
    ...(heat && { others: [gradientView(heat, taken.amounts)] }),
  };
}

const MOST_ODDS = 1e-6;
const logOdds = (chance: number): number => {
  const kept = Math.min(1 - MOST_ODDS, Math.max(MOST_ODDS, chance));
  return Math.log(kept / (1 - kept));
};

const regionName = (region: number): string =>
  `row ${Math.floor(region / GRID) + 1}, column ${(region % GRID) + 1} of ${GRID}`;

/** The picture with the regions whose mask is 0 in its mean colour. */
function withRegions(pixels: Uint8Array, { side, channels }: PictureForm, mask: Uint8Array): Uint8Array {
  const means = Array.from({ length: channels }, (_, channel) => {
    let sum = 0;
    for (let i = channel; i < pixels.length; i += channels) sum += pixels[i]!;
    return Math.round((sum * channels) / pixels.length);
  });
  return pixels.map((value, i) => {
    const pixel = Math.floor(i / channels);
    const region =
      Math.floor((Math.floor(pixel / side) * GRID) / side) * GRID + Math.floor(((pixel % side) * GRID) / side);
    return mask[region] === 1 ? value : means[i % channels]!;
  });
}

/** Shares of the heat by region, as parts of nothing in particular: only their order counts. */
function gradientView({ height, width, shares }: ActivationMap, amounts: Float64Array): OtherView {
  const found = new Float64Array(GRID * GRID);
  for (const [at, share] of shares.entries()) {
    const [row, column] = [Math.floor(at / width), at % width];
    found[Math.floor((row * GRID) / height) * GRID + Math.floor((column * GRID) / width)]! += share / shares.length;
  }
  const agreed = agreement(found, amounts);
  return {
    method: "Grad-CAM: mean heat of the gradient in each region, a share of the greatest",
    baseline: 0,
    amounts: [...found],
    error: 0,
    agreement: Number.isNaN(agreed) ? null : agreed,
  };
}
