import { describe, expect, it } from "vitest";
import { mulberry32 } from "#numeric/mulberry32.js";
import { inferenceModel } from "#tensor/inference-graph.js";
import { add } from "#tensor/ops/elementwise.js";
import { folderOf, tinyVision } from "../../../test/tiny-vision.js";
import { BadTensorFile } from "../bad-tensor-file.js";
import { openVision } from "./open-vision.js";
import { visionReader } from "./vision-reader.js";

const SIDE = 16;
const { onnx, "tensorflow.js": tensorflow } = tinyVision(SIDE);
const plain = { image_mean: [0, 0, 0], image_std: [1, 1, 1], size: { height: SIDE, width: SIDE } };
const prepared = { "preprocessor_config.json": JSON.stringify(plain) };
const random = mulberry32(5);
const pixels = Uint8Array.from({ length: 3 * SIDE * SIDE * 3 }, () => 256 * random());

async function said(files: Readonly<Record<string, Uint8Array | string>>): Promise<Float32Array[]> {
  const reader = await visionReader(await openVision(folderOf(files)));
  try {
    expect(reader.side).toBe(SIDE);
    return await reader.features(pixels);
  } finally {
    await reader.close();
  }
}

describe("a picture model that is handed over", () => {
  it("says the same as ONNX and as a graph of TensorFlow.js, channels first and last", async () => {
    const [ours, theirs] = [await said({ ...onnx, ...prepared }), await said(tensorflow)];
    expect(ours).toHaveLength(3);
    for (const [picture, own] of ours.entries()) {
      expect(own).toHaveLength(12);
      for (const [at, value] of own.entries()) expect(theirs[picture]![at]).toBeCloseTo(value, 4);
    }
    expect(ours[0]).not.toEqual(ours[1]);
  });

  it("prepares pixels as preprocessor_config.json says, by ImageNet's mean where there is none", async () => {
    const usual = { image_mean: [0.485, 0.456, 0.406], image_std: [0.229, 0.224, 0.225] };
    const [silent, told, other] = [
      await said(onnx),
      await said({ ...onnx, "preprocessor_config.json": JSON.stringify({ ...usual, crop_size: SIDE }) }),
      await said({ ...onnx, ...prepared }),
    ];
    expect(silent).toEqual(told);
    expect(silent).not.toEqual(other);
  });

  it.each([
    ["nothing in it", {}, "has neither onnx/model.onnx nor model.onnx nor model.json"],
    ["no graph", { "model.onnx": "words" }, "model.onnx is no graph that ONNX Runtime runs"],
    ["no JSON", { "model.json": "{" }, "model.json is no JSON"],
    [
      "a layers model",
      { "model.json": '{"format":"layers-model"}' },
      "layers model of TensorFlow.js; expected a graph",
    ],
    ["weights elsewhere", { "model.json": '{"weightsManifest":[{"paths":["../../x.bin"]}]}' }, "got ../../x.bin"],
    ["weights that are not there", { "model.json": tensorflow["model.json"]! }, "lacks group1-shard1of2.bin"],
    ["cut weights", { ...tensorflow, "group1-shard2of2.bin": new Uint8Array(8) }, "model.json cannot be run"],
    ["a list for a preparation", { ...onnx, "preprocessor_config.json": "[]" }, "is no JSON object"],
    ["two means", { ...onnx, "preprocessor_config.json": '{"image_mean":[0,1]}' }, "image_mean to be three numbers"],
    ["no deviation", { ...onnx, "preprocessor_config.json": '{"image_std":[0,1,1]}' }, "image_std to be above 0"],
    ["a huge side", { ...onnx, "preprocessor_config.json": '{"size":99999}' }, "size to be 8 to 1024, got 99999"],
  ])("says what is wrong with a folder with %s", async (_, files, expected) => {
    const opened = openVision(folderOf(files)).then(visionReader);
    await expect(opened).rejects.toThrow(expected);
    await expect(opened).rejects.toBeInstanceOf(BadTensorFile);
  });

  it("turns away graphs that want more than pictures, or none", async () => {
    const network = (inputs: Readonly<Record<string, { shape: number[] }>>) =>
      inferenceModel(
        { inputs, call: (given) => ({ y: Object.values(given).reduce((sum, one) => add(sum, one)) }) },
        { weights: new Map() },
      );
    const two = folderOf({
      "model.onnx": network({ pixel_values: { shape: [3, 8, 8] }, input_ids: { shape: [3, 8, 8] } }),
    });
    await expect(openVision(two).then(visionReader)).rejects.toThrow("wants pixel_values, input_ids; expected a graph");
    const flat = folderOf({ "model.onnx": network({ x: { shape: [8] } }) });
    await expect(openVision(flat).then(visionReader)).rejects.toThrow("or [pictures, side, side, 3], got [any, 8]");
  });
});
