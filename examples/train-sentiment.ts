import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  crossEntropy,
  dense,
  embedding,
  fit,
  learnedPositions,
  loadModel,
  type Network,
  reduceMean,
  saveModel,
  transformerBlock,
} from "shoplens/tensor";

const reviews = [
  "great cup",
  "broken cup",
  "great vase",
  "broken vase",
  "lovely cup",
  "ugly cup",
  "lovely vase",
  "ugly vase",
];
const words = [...new Set(reviews.flatMap((review) => review.split(" ")))];
const ids = Int32Array.from(reviews.flatMap((review) => review.split(" ").map((word) => words.indexOf(word))));
const good = Int32Array.from(reviews, (review) => Number(/great|lovely/.test(review)));

// A transformer that reads two words: [batch, 2] to the odds of bad and good.
const network: Network = {
  inputs: { ids: { shape: [2], type: "int64" } },
  call({ ids }, scope) {
    const x = learnedPositions().call(embedding(words.length, 16).call(ids!, scope), scope); // [length, batch, width]
    const { y } = transformerBlock(x, scope, { heads: 2 });
    return { odds: dense(2).call(reduceMean(y, [0]), scope) };
  },
};

const { weights } = await fit(network, {
  loss: ({ odds }, { good }) => crossEntropy(odds!, good!),
  given: { good: { shape: [], type: "int64" } },
  batches: () => [{ rows: 8, inputs: { ids, good } }],
  batchSize: 8,
  epochs: 60,
  rate: 0.01,
});

// What was trained is an ONNX file, which any ONNX tool opens.
const path = join(mkdtempSync(join(tmpdir(), "sentiment-")), "sentiment.onnx");
await saveModel(path, network, { weights, metadata: { words: words.join(" ") } });
const model = await loadModel(path);
const { odds } = await model.predict({
  ids: ["lovely vase", "broken cup"].flatMap((review) => review.split(" ").map((word) => words.indexOf(word))),
});
for (const [i, review] of ["lovely vase", "broken cup"].entries()) {
  process.stdout.write(`${review}: ${odds!.data[2 * i + 1]! > odds!.data[2 * i]! ? "good" : "bad"}\n`);
}
