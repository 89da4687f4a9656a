import { z } from "zod";
import { givenNames } from "#models/image/given-classifiers.js";
import { imageClassifiers } from "#models/image/image-classifiers.js";
import type { Context, Task } from "../task.js";
import type { ImagesAnswer } from "./answer.js";
import { answerCatalogue } from "./answer-catalogue.js";
import { answerPicture } from "./answer-picture.js";
import { answersTable } from "./answers.js";
import { evaluate } from "./evaluate.js";
import { explainPicture } from "./explain.js";
import { type Gallery, openGallery } from "./gallery.js";
import { fitModel, type ImagesModel, loadModel, saveModel } from "./images-model.js";
import { lists } from "./lists.js";
import { render } from "./render.js";
import { say } from "./say.js";

const request = z.object({
  picture: z
    .string()
    .min(1)
    .optional()
    .describe("a picture to judge, as the catalogue names its file; without it all are looked through"),
  item: z.string().min(1).optional().describe("judge the main picture of this item"),
});

export type ImagesRequest = z.infer<typeof request>;

/** What do the product photos show? */
export const images: Task<ImagesRequest, ImagesModel, ImagesAnswer> = {
  name: "images",
  question: { en: "What do the product photos show?", zh: "商品图片里是什么？" },
  needs: ["item_pictures"],
  queries: { pictures: "pictures.sql" },
  dataset: {
    query: "pictures",
    columns: {
      file: { type: "text" },
      label: { type: "text", optional: true },
      split: { type: "text", optional: true },
    },
    pictures: true,
  },
  request,
  candidates: imageClassifiers.map(({ name }) => name),
  given: {
    vision: {
      kind: "folder",
      is: "a picture model (onnx/model.onnx, or model.json of TensorFlow.js) whose features pictures are told apart by",
      candidates: givenNames,
    },
  },
  parse: (untyped) => request.parse(untyped),

  train: fitModel,
  // pictures that came change what all of it means: it is learned anew from all there is
  update: (_model, context, options) => fitModel(context, options),
  evaluate,

  predict: (model, asked, context) =>
    within(context, model, async (gallery) => {
      const at = placeOf(gallery, asked);
      return at === null
        ? answerCatalogue(gallery, { model, context })
        : answerPicture(at, gallery, { model, context });
    }),

  /** Of the picture asked about, else of the first. */
  explain: (model, asked, context) =>
    within(context, model, (gallery) => explainPicture(placeOf(gallery, asked) ?? 0, gallery, model)),

  answers: (model, _asked, context) => within(context, model, (gallery) => answersTable(gallery, model)),

  render,
  say,
  lists,
  save: saveModel,
  load: loadModel,
};

async function within<T>(context: Context, { form }: ImagesModel, work: (gallery: Gallery) => Promise<T>): Promise<T> {
  const gallery = await openGallery(context, { form, signal: new AbortController().signal });
  try {
    if (gallery.store.count === 0)
      throw new RangeError(
        `none of ${gallery.refused.length} pictures can be read: ${gallery.refused[0]?.name} ${gallery.refused[0]?.reason}`,
      );
    return await work(gallery);
  } finally {
    gallery.store.close();
  }
}

/** Null where all are asked about. @throws {RangeError} for a picture or an item there is not */
function placeOf({ pictures, refused }: Gallery, { picture, item }: ImagesRequest): number | null {
  if (picture === undefined && item === undefined) return null;
  const at = pictures.findIndex((one) =>
    picture === undefined ? one.item === item && one.isMain : one.file === picture,
  );
  const found = at >= 0 || picture !== undefined ? at : pictures.findIndex((one) => one.item === item);
  if (found >= 0) return found;
  const reason = refused.find(({ name }) => name === picture)?.reason;
  throw new RangeError(
    reason ? `${picture} ${reason}` : `there is no picture ${picture ?? `of the item ${item}`} that can be read`,
  );
}
