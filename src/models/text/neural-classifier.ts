import { fitNeuralText, type NeuralKind, refitNeuralText } from "./fit-neural-text.js";
import { loadNeuralText, type NeuralTextModel } from "./neural-text-model.js";
import type { LabelledTexts, TextClassifier } from "./text-classifier.js";
import type { TextEncoder } from "./text-network.js";
import type { NeuralTraining } from "./train-text-network.js";

/** A classifier that learns, step by step, to read. */
export function neuralClassifier(name: string, encoder: TextEncoder, training: NeuralTraining): TextClassifier {
  const kind: NeuralKind = { name, encoder, training };
  const { leastTexts } = training;
  const tooFew = ({ texts }: LabelledTexts) =>
    texts.length >= leastTexts ? null : `${texts.length} rated texts to learn from, at least ${leastTexts} are needed`;
  return {
    name,
    isTrained: true,
    tooFew,
    async fit(train, validation, options) {
      options.signal.throwIfAborted();
      const reason = tooFew(train);
      if (reason) throw new RangeError(`${name} cannot be trained: ${reason}`);
      return fitNeuralText(kind, { train, validation }, options);
    },
    refit: (model, all, options) => refitNeuralText(kind, model as NeuralTextModel, all, options),
    load: (files) => loadNeuralText(name, files),
  };
}
