import { fitSequences, type SequenceTraining } from "./fit-sequences.js";
import type { Histories, Recommender } from "./recommender.js";
import { loadSequenceModel, sequenceModel } from "./sequence-model.js";
import type { Encoder } from "./sequence-network.js";

const defaultTraining: SequenceTraining = {
  loss: "sampled softmax",
  width: 64,
  dropout: 0.4,
  temperature: 0.1,
  negatives: 512,
  batchSize: 32,
  rate: 5e-3,
  epochs: 100,
  patience: 5,
  seconds: 600,
};

/** Fewer events that follow another leave nothing to learn that counting would not find. */
const LEAST_EVENTS = 10_000;

/** A recommender that learns, step by step, what comes next in a sequence. */
export function sequenceRecommender(
  name: string,
  encoder: Encoder,
  settings: Partial<SequenceTraining> = {},
): Recommender {
  const training = { ...defaultTraining, ...settings };
  return {
    name,
    isTrained: true,
    tooFew,
    async fit(histories, options) {
      options.signal.throwIfAborted();
      const reason = tooFew(histories);
      if (reason) throw new RangeError(`${name} cannot be trained: ${reason}`);
      const { settings, reader, ranker } = await fitSequences(encoder, histories, { training, options });
      return sequenceModel({ name, settings, rows: encoder.rows }, { reader, ranker });
    },
    load: (files) => loadSequenceModel(name, files),
  };
}

function tooFew({ customers, starts, item }: Histories): string | null {
  let following = item.length;
  for (let u = 0; u < customers; u++) if (starts[u + 1]! > starts[u]!) following -= 1;
  if (following >= LEAST_EVENTS) return null;
  return `${following} events follow another, at least ${LEAST_EVENTS} are needed`;
}
