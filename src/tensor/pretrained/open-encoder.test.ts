import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { BadTensorFile } from "../bad-tensor-file.js";
import { writeSafetensors } from "../safetensors/write-safetensors.js";
import { storedWeights } from "./encoder-weights.js";
import { openEncoder } from "./open-encoder.js";

const golden = new URL("../../../test/golden/encoders/bert-en", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "encoder-"));
const config = join(folder, "config.json");
const weights = join(folder, "model.safetensors");
beforeEach(() => cpSync(golden, folder, { recursive: true }));
afterAll(() => rmSync(folder, { recursive: true }));

const changed = (change: Record<string, unknown>) =>
  writeFileSync(config, JSON.stringify({ ...JSON.parse(readFileSync(config, "utf8")), ...change }));

describe("openEncoder", () => {
  it("reads back the weights it writes, and takes scale and shift by their old names", async () => {
    const { config, model, texts } = await openEncoder(folder);
    if (model.kind !== "weights") throw new Error("expected weights");
    const stored = storedWeights(model.weights, config);
    const old = stored.map((tensor) => ({
      ...tensor,
      name: tensor.name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta"),
    }));
    await writeSafetensors(weights, old);
    const again = await openEncoder(folder);
    expect(again.model).toEqual(model);
    expect(Object.keys(texts).sort()).toEqual(["config.json", "tokenizer_config.json", "vocab.txt"]);
  });

  it.each([
    ["another family", { model_type: "t5" }, 'config.json: model_type is "t5"'],
    ["no width", { hidden_size: undefined }, "config.json: hidden_size is absent"],
    ["a width its heads do not divide", { num_attention_heads: 3 }, "hidden_size is 8, expected a multiple"],
    ["positions of another kind", { position_embedding_type: "relative_key" }, "position_embedding_type"],
    ["another activation", { hidden_act: "gelu_new" }, 'hidden_act is "gelu_new"'],
    ["a vocabulary of another size", { vocab_size: 7 }, "has the shape [130, 8], config.json says [7, 8]"],
    [
      "more layers than there are",
      { num_hidden_layers: 3 },
      "has no tensor bert.encoder.layer.2.attention.self.query.weight",
    ],
  ])("refuses %s", async (_, change, sentence) => {
    changed(change);
    await expect(openEncoder(folder)).rejects.toThrow(BadTensorFile);
    await expect(openEncoder(folder)).rejects.toThrow(sentence);
  });

  it("refuses a folder that is none, one without a model, broken JSON, and a file of something else", async () => {
    await expect(openEncoder(join(folder, "absent"))).rejects.toThrow("has no config.json");
    await writeSafetensors(weights, [{ name: "w", type: "float32", dims: [1], data: Float32Array.of(1) }]);
    await expect(openEncoder(folder)).rejects.toThrow("has no tensor embeddings.word_embeddings.weight");
    rmSync(weights);
    await expect(openEncoder(folder)).rejects.toThrow("has neither model.safetensors nor onnx/model.onnx");
    writeFileSync(config, "{");
    await expect(openEncoder(folder)).rejects.toThrow('is no JSON, it begins "{"');
  });
});
