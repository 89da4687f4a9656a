import { beforeAll, describe, expect, it } from "vitest";
import { type PictureForm, picturePixels, picturesIn } from "#image/pictures.js";
import { mulberry32 } from "#numeric/mulberry32.js";
import { tinyVision } from "../../../test/tiny-vision.js";
import type { ModelFiles } from "../model-file.js";
import { frozen } from "./frozen.js";
import { type FitOptions, type ImageClassifierModel, type LabelledPictures, noPictures } from "./image-classifier.js";
import { imageClassifiers } from "./image-classifiers.js";

const options: FitOptions = { seed: 1, signal: new AbortController().signal, progress: () => undefined };
const form: PictureForm = { side: 12, channels: 3 };
const CLASSES = 3;

/** Upright bars, lying bars and squares, of any colour on any ground, with noise. */
function drawn(count: number, seed: number): LabelledPictures {
  const random = mulberry32(seed);
  const size = picturePixels(form);
  const data = new Uint8Array(count * size);
  const label = Int32Array.from({ length: count }, (_, i) => i % CLASSES);
  for (let picture = 0; picture < count; picture++) {
    const [x, y] = [2 + Math.floor(4 * random()), 2 + Math.floor(4 * random())];
    const [wide, high] = (
      [
        [2, 6],
        [6, 2],
        [4, 4],
      ] as const
    )[label[picture]!]!;
    const ground = 150 + 80 * random();
    const ink = [0, 0, 0].map(() => 90 * random());
    for (let i = 0; i < size; i++) {
      const pixel = Math.floor(i / 3);
      const [column, row] = [pixel % 12, Math.floor(pixel / 12)];
      const isInside = column >= x && column < x + wide && row >= y && row < y + high;
      data[picture * size + i] = (isInside ? ink[i % 3]! : ground) + 12 * random();
    }
  }
  return { pictures: picturesIn(data, form), label, classes: CLASSES };
}

const train = drawn(402, 1);
const validation = drawn(60, 2);
const test = drawn(90, 3);

async function accuracyOf(model: ImageClassifierModel, { pictures, label }: LabelledPictures): Promise<number> {
  const chances = await model.chances(pictures);
  const right = label.filter((truth, row) => {
    const own = chances.subarray(row * CLASSES, (row + 1) * CLASSES);
    return own.indexOf(Math.max(...own)) === truth;
  });
  return right.length / label.length;
}

const sameFiles = (a: ModelFiles, b: ModelFiles) =>
  Object.keys(a).join() === Object.keys(b).join() &&
  Object.entries(a).every(([name, content]) => Buffer.compare(content, b[name]!) === 0);

const one = (row: number): LabelledPictures["pictures"] => ({
  count: 1,
  form,
  read: (_, into) => test.pictures.read([row], into),
});

const givenModel = frozen({ kind: "onnx", files: tinyVision(12).onnx });

describe.each([...imageClassifiers, givenModel])("the classifier of pictures $name", (classifier) => {
  let model: ImageClassifierModel;
  const shares: number[] = [];
  beforeAll(async () => {
    model = await classifier.fit(train, validation, {
      ...options,
      seconds: 12,
      progress: (share) => shares.push(share),
    });
  }, 60_000);

  it("gives every picture chances that add up to one, alone as among others", async () => {
    expect(model.name).toBe(classifier.name);
    const chances = await model.chances(test.pictures);
    expect(chances).toHaveLength(90 * CLASSES);
    for (let row = 0; row < 90; row++) {
      const own = chances.subarray(row * CLASSES, (row + 1) * CLASSES);
      expect(own.every((chance) => chance >= 0 && chance <= 1)).toBe(true);
      expect(own.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 4);
    }
    for (const row of [0, 7, 89]) {
      for (const [of, chance] of (await model.chances(one(row))).entries())
        expect(chance).toBeCloseTo(chances[row * CLASSES + of]!, 4);
    }
    expect(await model.chances({ count: 0, form, read: () => undefined })).toHaveLength(0);
  });

  it("learns: it beats the majority", async () => {
    if (classifier.name === "majority") expect(await accuracyOf(model, test)).toBeCloseTo(1 / CLASSES, 1);
    else expect(await accuracyOf(model, test)).toBeGreaterThan(0.65);
  });

  it("sees what is alike where it sees anything", async () => {
    const embedded = await model.embed?.(test.pictures);
    if (!embedded) return expect(classifier.name).toBe("majority");
    const width = embedded.length / 90;
    for (let row = 0; row < 90; row++) {
      const own = embedded.subarray(row * width, (row + 1) * width);
      expect(own.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 3);
    }
  });

  it("is the same after it was saved and loaded, wherever the bytes lie, and refuses what is damaged", async () => {
    const files = model.save();
    const elsewhere = Object.entries(files).map(([name, content]) => {
      const moved = new Uint8Array(content.length + 1).subarray(1); // unaligned, as a file read may be
      moved.set(content);
      return [name, moved];
    });
    const loaded = classifier.load(Object.fromEntries(elsewhere));
    expect([loaded.name, loaded.settings]).toEqual([model.name, model.settings]);
    expect(await loaded.chances(test.pictures)).toEqual(await model.chances(test.pictures));
    expect(sameFiles(loaded.save(), files)).toBe(true);
    for (const [name, content] of Object.entries(files)) {
      const { [name]: _, ...rest } = files;
      expect(() => classifier.load(rest), `without ${name}`).toThrow();
      expect(
        () => classifier.load({ ...files, [name]: content.subarray(0, content.length >> 1) }),
        `half of ${name}`,
      ).toThrow();
    }
  });

  it("told its progress, never going back, to the end, and stops when it is told to", async () => {
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    const reason = new Error("told to stop");
    await expect(classifier.fit(train, validation, { ...options, signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
  });
});

describe("classifiers that do not take long", () => {
  const quick = imageClassifiers.filter(({ name }) => ["majority", "keras-example", "hog"].includes(name));

  it.each(quick)("$name learns the same from the same, and leaves what it learns from as it is", async (classifier) => {
    const before = new Uint8Array(402 * picturePixels(form));
    train.pictures.read(
      Int32Array.from({ length: 402 }, (_, i) => i),
      before,
    );
    const labels = train.label.slice();
    const [first, again] = [
      await classifier.fit(train, validation, options),
      await classifier.fit(train, validation, options),
    ];
    expect(sameFiles(again.save(), first.save())).toBe(true);
    const after = new Uint8Array(before.length);
    train.pictures.read(
      Int32Array.from({ length: 402 }, (_, i) => i),
      after,
    );
    expect([after, train.label]).toEqual([before, labels]);
  });

  it.each(quick)(
    "$name learns without a validation part, and anew from more with the same settings",
    async (classifier) => {
      const alone = await classifier.fit(train, noPictures(train), options);
      expect((await alone.chances(test.pictures)).every(Number.isFinite)).toBe(true);
      const more = await classifier.refit(alone, drawn(462, 4), options);
      expect(more.settings).toBe(alone.settings);
    },
  );
});

describe("a network", () => {
  it("marks where in a picture lies what speaks for a class", async () => {
    const classifier = imageClassifiers.find(({ name }) => name === "keras-example")!;
    const model = await classifier.fit(train, validation, options);
    const { height, width, shares } = await model.activation!(test.pictures, 0, test.label[0]!);
    expect(shares).toHaveLength(height * width);
    expect([Math.min(...shares) >= 0, Math.max(...shares)]).toEqual([true, 1]);
  });
});
