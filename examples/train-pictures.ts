import { conv2d, crossEntropy, dense, fit, flatten, maxPool2d, networkOf, sequential } from "shoplens/tensor";

// A small convolutional network: a bright square is left (0) or right (1).
const layers = [conv2d(8, 3, { activation: "relu" }), maxPool2d(2), flatten(), dense(2)];
const network = networkOf(sequential(layers), { shape: [1, 8, 8] });

const label = Int32Array.from({ length: 64 }, (_, i) => i % 2);
const square = (i: number, place: number) => Number(place % 8 >= 5 * label[i]! && place % 8 < 5 * label[i]! + 3);
const x = Float32Array.from({ length: 64 * 64 }, (_, at) => square(Math.floor(at / 64), at % 64));

const { epochs } = await fit(network, {
  loss: ({ y }, { label }) => crossEntropy(y!, label!),
  given: { label: { shape: [], type: "int64" } },
  batches: () => [{ rows: 64, inputs: { x, label } }],
  batchSize: 64,
  epochs: 60,
});
process.stdout.write(`learned: ${epochs.at(-1)!.loss < 0.1}\n`);
