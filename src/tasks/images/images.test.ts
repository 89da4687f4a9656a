import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pngOf } from "#image/png-of.js";
import { type EvaluatedDataset, evaluateDataset } from "#shop/evaluate.js";
import { ingestInto } from "#shop/ingest-into.js";
import { runTasks } from "#shop/run.js";
import { openShop, type Shop } from "#shop/shop.js";
import { newConfig, writeConfig } from "#shop/shop-config.js";
import { shopContext } from "#shop/shop-context.js";
import { catalogueOf } from "#simulate/catalogue.js";
import { pictureSvg } from "#simulate/picture-svg.js";
import type { Simulation } from "#simulate/simulation.js";
import { numbers, textAt, texts } from "#table/table.js";
import { folderOf, tinyVision } from "../../../test/tiny-vision.js";
import type { CatalogueAnswer, PictureAnswer } from "./answer.js";
import { images } from "./images.js";
import type { ImagesModel } from "./images-model.js";

const catalogue = catalogueOf(7, 64, "clean");
const simulation = { items: catalogue, streams: { picture: 5 } } as unknown as Simulation;
const drawn = (item: number, position: number, size = 48) => pngOf(pictureSvg(simulation, item, position), size);
const options = {
  seed: 1,
  budgetSeconds: 60,
  candidates: ["majority", "hog"],
  progress: () => undefined,
  signal: new AbortController().signal,
};

const root = mkdtempSync(join(tmpdir(), "shoplens-images-"));
afterAll(() => rmSync(root, { recursive: true }));

const put = (path: string, bytes: Uint8Array | string) => {
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, bytes);
};

describe("a folder of pictures", () => {
  const folder = join(root, "folder");
  let found: EvaluatedDataset;
  beforeAll(async () => {
    for (const [item, { type }] of catalogue.entries()) {
      for (const position of [0, 1])
        put(join(folder, "train", type.category, `${item}-${position}.png`), await drawn(item, position));
      put(join(folder, "test", `${item}.png`), await drawn(item, 2));
    }
    put(join(folder, "train", "Kids", "notes.jpg"), "not a picture");
    put(join(folder, "test", "empty.png"), "");
    put(join(folder, "train", ".DS_Store"), "hidden");
    found = await evaluateDataset(images, folder, options);
  }, 120_000);

  it("is judged by what it learned, in folders whose classes are withheld", () => {
    const { document, predictions, leftOut } = found;
    expect(leftOut).toEqual([]);
    expect(document.chosen).toBe("hog");
    expect(document.candidates.map(({ scores }) => scores)).toEqual([[], []]);
    expect(document.data.rows).toBe(catalogue.length * 3 + 2);
    const [file, label] = [texts(predictions, "file"), texts(predictions, "label")];
    const right = catalogue.filter((_, row) => {
      const item = Number(/^test\/(\d+)\.png$/.exec(textAt(file, row)!)![1]);
      return textAt(label, row) === catalogue[item]!.type.category;
    });
    expect(right.length / predictions.rows).toBeGreaterThan(0.9);
    expect(Math.max(...numbers(predictions, "probability"))).toBeLessThanOrEqual(1);
  });

  it("is told apart by what a picture model that is handed over says, whichever library runs it", async () => {
    const { onnx, "tensorflow.js": tensorflow } = tinyVision(32);
    const plain = { "preprocessor_config.json": JSON.stringify({ image_mean: [0, 0, 0], image_std: [1, 1, 1] }) };
    const [ours, theirs] = [{ ...onnx, ...plain }, tensorflow].map((files) =>
      evaluateDataset(images, folder, {
        ...{ ...options, candidates: ["majority", "frozen"] },
        given: { vision: folderOf(files) },
      }),
    ) as [Promise<EvaluatedDataset>, Promise<EvaluatedDataset>];
    const { document, predictions } = await ours;
    expect(document.chosen).toBe("frozen");
    const accuracy = document.candidates.map(({ validation }) => validation.find(({ name }) => name === "accuracy")!);
    expect(accuracy[1]!.value).toBeGreaterThan(2 * accuracy[0]!.value);
    expect((await theirs).predictions.rows).toBe(predictions.rows);
    const [own, other] = [texts(predictions, "label"), texts((await theirs).predictions, "label")];
    const same = catalogue.filter((_, row) => textAt(own, row) === textAt(other, row));
    expect(same.length / predictions.rows).toBeGreaterThan(0.95);
  }, 60_000);

  it("has its bad pictures named with the reason, and the rest goes on", () => {
    expect(found.document.refused).toEqual([
      { name: "test/empty.png", reason: "is empty" },
      { name: "train/Kids/notes.jpg", reason: "is no JPEG, PNG, WebP, AVIF or GIF" },
    ]);
    expect(found.predictions.rows).toBe(catalogue.length);
  });

  it("says on the card how large the model is and how far it knows its own pictures better", () => {
    const hog = found.document.candidates.find(({ name }) => name === "hog")!;
    expect(hog.validation.map(({ name }) => name)).toEqual([
      "log-loss",
      "accuracy",
      "macro F1",
      "overfitting gap",
      "size",
    ]);
  });

  it("without pictures is refused in a sentence", async () => {
    mkdirSync(join(root, "nothing"));
    await expect(evaluateDataset(images, join(root, "nothing"), options)).rejects.toThrow(
      "holds no pictures; expected a folder a class",
    );
    await expect(evaluateDataset(images, join(root, "nowhere"), options)).rejects.toThrow(
      "there is no such file or folder",
    );
  });
});

describe("a shop's pictures", () => {
  let shop: Shop;
  let model: ImagesModel;
  let answer: CatalogueAnswer;
  const raw = join(root, "raw");
  beforeAll(async () => {
    const rows = ["item_id,position,path"];
    for (const item of catalogue.keys()) {
      for (const position of [0, 1]) {
        put(join(raw, "pictures", `${item}-${position}.png`), await drawn(item, position, 220));
        rows.push(`i${item},${position},pictures/${item}-${position}.png`);
      }
    }
    // the main photo of item 1 is one of item 0, saved again; item 2's is out of focus; item 3 stands in another category; item 4 in none
    put(
      join(raw, "pictures", "1-0.jpg"),
      await sharp(await drawn(0, 0, 220))
        .flatten()
        .modulate({ brightness: 1.02 })
        .jpeg({ quality: 80 })
        .toBuffer(),
    );
    put(
      join(raw, "pictures", "2-0.png"),
      await sharp(await drawn(2, 0, 220))
        .blur(9)
        .png()
        .toBuffer(),
    );
    rows[1 + 2] = "i1,0,pictures/1-0.jpg";
    rows.push("i5,3,../secret.png", "i5,4,https://example.com/a.png");
    put(join(raw, "item_pictures.csv"), rows.join("\n"));
    const other = catalogue[3]!.type.category === "Kids" ? "Garden" : "Kids";
    const named = catalogue.map(
      ({ name, type }, item) => `i${item},"${name}",${item === 3 ? other : item === 4 ? "" : type.category}`,
    );
    put(join(raw, "items.csv"), ["item_id,name,category", ...named].join("\n"));
    const folder = join(root, "shop");
    writeConfig(folder, newConfig(folder, { currency: "EUR", timeZone: "UTC" }));
    shop = await openShop(folder, { access: "write" });
    await ingestInto(shop, [join(raw, "items.csv"), join(raw, "item_pictures.csv")]);
    const context = await shopContext(shop, images);
    model = await images.train(context, { ...options, candidate: "hog" });
    answer = (await images.predict(model, images.parse({}), context)) as CatalogueAnswer;
  }, 120_000);
  afterAll(() => shop.close());

  it("are looked through: what is filed wrongly, shared, blurred, without a category", () => {
    expect(answer.misplaced.map(({ item }) => item)).toContain("i3");
    expect(answer.misplaced.find(({ item }) => item === "i3")!.label).toBe(catalogue[3]!.type.category);
    expect(answer.misplaced.length).toBeLessThanOrEqual(3);
    expect(answer.copies.map(({ one, other }) => [one.item, other.item])).toEqual([["i0", "i1"]]);
    const blurred = answer.faulty.filter(({ faults }) => faults.some(({ kind }) => kind === "blurred"));
    expect(blurred.map(({ item }) => item)).toEqual(["i2"]);
    expect(
      answer.suggested.filter(({ item }) => item === "i4").every(({ label }) => label === catalogue[4]!.type.category),
    ).toBe(true);
  });

  it("that lead out of their folder or to an address are refused", () => {
    expect(answer.refused).toEqual([
      { name: "../secret.png", reason: "leads out of the folder it is named in" },
      { name: "https://example.com/a.png", reason: "is an address; only files are read" },
    ]);
  });

  it("are answered in a run, with networks among the candidates", async () => {
    const [result] = await runTasks(shop, {
      ...options,
      budgetSeconds: 120,
      tasks: [images],
      language: "en",
      mode: "train",
    });
    if (result?.kind !== "answered") throw new Error(result?.reason);
    expect(result.card.evaluation.candidates.map(({ name }) => name)).toEqual([
      "majority",
      "keras-example",
      "hog",
      "patches",
    ]);
    expect(
      result.lists.flatMap(({ items }) => items).every(({ picture }) => picture?.startsWith("data:image/png;base64,")),
    ).toBe(true);
    expect(result.insights[0]!.text).toContain("product pictures");
  }, 240_000);

  it("are told one by one, with what looks like them", async () => {
    const context = await shopContext(shop, images);
    const one = (await images.predict(model, images.parse({ item: "i6" }), context)) as PictureAnswer;
    expect([one.kind, one.shown.file, one.known]).toEqual(["picture", "pictures/6-0.png", catalogue[6]!.type.category]);
    expect(one.chances[0]!.label).toBe(catalogue[6]!.type.category);
    expect(one.similar.length).toBeGreaterThan(2);
    expect(new Set(one.similar.map(({ item }) => item)).size).toBe(one.similar.length);
    expect(one.similar.some(({ item }) => item === "i6")).toBe(false);
    await expect(images.predict(model, images.parse({ picture: "../secret.png" }), context)).rejects.toThrow(
      "leads out of the folder",
    );
    await expect(images.predict(model, images.parse({ item: "none" }), context)).rejects.toThrow(
      "there is no picture of the item none",
    );
  });
});
