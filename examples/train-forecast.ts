import { abs, add, dense, fit, gru, mul, type Network, reshape, scalar, sub, transpose } from "shoplens/tensor";

// A recurrent network that reads 12 days and says the next: [batch, 12] to [batch].
const network: Network = {
  inputs: { days: { shape: [12] } },
  call({ days }, scope) {
    const sequence = reshape(transpose(days!, [1, 0]), [12, -1, 1]); // [length, batch, width]
    return { next: reshape(dense(1).call(gru(16).call(sequence, scope), scope), [-1]) };
  },
};

const sales = (day: number) => Math.sin((2 * Math.PI * day) / 7);
const starts = Array.from({ length: 64 }, (_, i) => i);
const days = Float32Array.from(starts.flatMap((start) => Array.from({ length: 12 }, (_, i) => sales(start + i))));
const truth = Float32Array.from(starts, (start) => sales(start + 12));

const { epochs } = await fit(network, {
  // a loss of one's own: being too low costs twice as much as being too high
  loss: ({ next }, { truth }) => {
    const off = sub(truth!, next!);
    return mul(scalar(0.5), add(mul(scalar(3), abs(off)), off));
  },
  given: { truth: { shape: [] } },
  batches: () => [{ rows: 64, inputs: { days, truth } }],
  batchSize: 64,
  epochs: 150,
  rate: { name: "cosine", rate: 0.02, steps: 150 },
});
process.stdout.write(`learned: ${epochs.at(-1)!.loss < 0.1}\n`);
