import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { accuracyOf, confusionOf } from "#measure/multi-class.js";
import { networkClassifier } from "#models/image/fit-network.js";
import type { LabelledPictures } from "#models/image/image-classifier.js";
import { noPictures } from "#models/image/image-classifier.js";
import { kerasNetwork } from "#models/image/keras-example.js";
import type { NetworkKind } from "#models/image/network-kind.js";
import { openPictures } from "#shop/picture-dataset.js";
import { answersOf } from "#tasks/images/compete.js";
import { labelledAt, openGallery } from "#tasks/images/gallery.js";
import { labelsOf, planOf } from "#tasks/images/plan.js";

/**
 * The Keras example on Fashion-MNIST as its source has it: all 60,000 pictures, no validation, measured on the test after so many epochs.
 *
 *     npm run prove -- images DATA [--seeds 1,2,3] [--epochs 5,10]
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { seeds: { type: "string", default: "1,2,3" }, epochs: { type: "string", default: "5,10" } },
  });
  const folder = mkdtempSync(join(tmpdir(), "shoplens-prove-"));
  const signal = new AbortController().signal;
  const dataset = await openPictures(positionals[0] ?? "../shared/data/fashion-mnist", { temporary: folder, signal });
  const context = { timeZone: "UTC", currency: null, asOf: "1970-01-01", read: async () => dataset.table };
  const gallery = await openGallery({ ...context, pictures: dataset.pictures }, { signal });
  try {
    const plan = planOf(gallery.pictures, 1);
    const cases = { label: labelsOf(gallery.pictures, plan.classes), classes: plan.classes.length };
    const all = labelledAt(gallery.store, Int32Array.from([...plan.train, ...plan.validation]).sort(), cases);
    const test = labelledAt(gallery.store, plan.test, cases);
    for (const epochs of values.epochs.split(",").map(Number)) {
      const found: number[] = [];
      for (const seed of values.seeds.split(",").map(Number)) {
        found.push(await accuracyAfter(kerasNetwork, { epochs, seed, all, test }));
        console.error(`${epochs} epochs, seed ${seed}: ${found.at(-1)!.toFixed(4)}`);
      }
      console.error(
        `${epochs} epochs: ${(found.reduce((sum, one) => sum + one, 0) / found.length).toFixed(4)} on average`,
      );
    }
    console.error(`peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`);
  } finally {
    gallery.store.close();
    dataset.close();
    rmSync(folder, { recursive: true });
  }
}

interface Asked {
  readonly epochs: number;
  readonly seed: number;
  readonly all: LabelledPictures;
  readonly test: LabelledPictures;
}

async function accuracyAfter(kind: NetworkKind, { epochs, seed, all, test }: Asked): Promise<number> {
  const training: NetworkKind["training"] = (...of) => ({ ...kind.training(...of), epochs });
  const options = { seed, signal: new AbortController().signal, progress: () => undefined };
  const model = await networkClassifier({ ...kind, training }).fit(all, noPictures(all), options);
  const answers = answersOf(await model.chances(test.pictures), test.classes);
  return accuracyOf(confusionOf(answers, test.label, test.classes));
}
