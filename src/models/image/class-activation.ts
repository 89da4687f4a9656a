import { plainPixels } from "#image/augment.js";
import { type Pictures, picturePixels } from "#image/pictures.js";
import { differentiate } from "#tensor/differentiate.js";
import { readingScope } from "#tensor/inference-graph.js";
import { constant, input } from "#tensor/leaves.js";
import { decodeModel } from "#tensor/onnx/decode-model.js";
import { encodeModel } from "#tensor/onnx/encode-model.js";
import { importModel } from "#tensor/onnx/import/import-model.js";
import { onnxOf } from "#tensor/onnx-of.js";
import { mul, relu } from "#tensor/ops/elementwise.js";
import { reshape } from "#tensor/ops/movement.js";
import { reduceMean, reduceSum } from "#tensor/ops/reduce.js";
import { openSession } from "#tensor/session.js";
import type { ActivationMap } from "./image-classifier.js";

/**
 * What in a picture speaks for a class: the last channels that have places, each weighed by the mean gradient of the class's score by it,
 * added up, what speaks against left out; as shares of the greatest.
 *
 * Source: Selvaraju et al. (2017), Grad-CAM, arXiv:1610.02391.
 *
 * @param onnx a network with input `x` and outputs `y` and `map`
 */
export async function classActivation(
  onnx: Uint8Array,
  pictures: Pictures,
  { row, of, classes }: { row: number; of: number; classes: number },
): Promise<ActivationMap> {
  const { side, channels } = pictures.form;
  const network = importModel(decodeModel(onnx));
  const shape = [1, channels, side, side];
  const { y, map } = network.call({ x: input("x", shape) }, readingScope());
  if (!y || !map) throw new Error("a network for pictures has outputs y and map");
  const wanted = constant(
    Float32Array.from({ length: classes }, (_, at) => Number(at === of)),
    [1, classes],
  );
  const score = reshape(reduceSum(mul(y, wanted), [0, 1]), []);
  const [gradient] = differentiate(score, [map]);
  if (!gradient) throw new Error("the scores do not depend on the map");
  const weighed = mul(map, reduceMean(gradient, [2, 3], { keep: true }));
  const session = await openSession(
    encodeModel(onnxOf({ heat: relu(reduceSum(weighed, [1])) }, { weights: network.weights })),
  );
  try {
    const pixels = new Uint8Array(picturePixels(pictures.form));
    pictures.read([row], pixels);
    const x = new Float32Array(pixels.length);
    plainPixels(pixels, pictures.form, x);
    const { heat } = await session.run({ x: { data: x, shape } });
    const [, height = 1, width = 1] = heat!.shape;
    const found = heat!.data as Float32Array;
    const most = found.reduce((greatest, one) => Math.max(greatest, one), 0) || 1;
    return { height, width, shares: found.map((one) => one / most) };
  } finally {
    await session.close();
  }
}
