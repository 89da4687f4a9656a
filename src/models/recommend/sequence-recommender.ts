import type { SequenceTraining } from "./fit-sequences.js";
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
  epochs: 300,
  averageOver: 5,
  patience: 5,
  seconds: 600,
};

/** Fewer events that follow another leave nothing to learn that counting would not find. */
const LEAST_EVENTS = 10_000;

/** More would need more memory than a small machine has: a number of the table, its two of Adam and copies to judge by. */
const MOST_ITEMS = 100_000;

/** More would need more than a gibibyte of memory, with what counts beside: 200,000 customers of 900,000 events came to 1.2. */
const MOST_CUSTOMERS = 100_000;
const MOST_EVENTS = 2_000_000;

/**
 * A recommender that learns, step by step, what comes next in a sequence.
 *
 * @param encoderOf read only to train: what answers is in the saved files, and needs nothing of what trained it
 */
export function sequenceRecommender(
  name: string,
  encoderOf: () => Promise<Encoder>,
  settings: Partial<SequenceTraining> = {},
): Recommender {
  const training = { ...defaultTraining, ...settings };
  return {
    name,
    isTrained: true,
    cannotLearn,
    async fit(histories, options) {
      options.signal.throwIfAborted();
      const reason = cannotLearn(histories);
      if (reason) throw new RangeError(`${name} cannot be trained: ${reason}`);
      const [{ fitSequences }, encoder] = [await import("./fit-sequences.js"), await encoderOf()];
      const { settings, reader, ranker } = await fitSequences(encoder, histories, { training, options });
      return sequenceModel({ name, settings }, { reader, ranker });
    },
    load: (files) => loadSequenceModel(name, files),
  };
}

function cannotLearn({ customers, items, starts, item }: Histories): string | null {
  if (items > MOST_ITEMS) return `${items} items, at most ${MOST_ITEMS} can be learned`;
  if (customers > MOST_CUSTOMERS) return `${customers} customers, at most ${MOST_CUSTOMERS} can be learned`;
  let following = item.length;
  for (let u = 0; u < customers; u++) if (starts[u + 1]! > starts[u]!) following -= 1;
  if (following > MOST_EVENTS) return `${following} events follow another, at most ${MOST_EVENTS} can be learned`;
  if (following >= LEAST_EVENTS) return null;
  return `${following} events follow another, at least ${LEAST_EVENTS} are needed`;
}
