import { BadTensorFile } from "#tensor/bad-tensor-file.js";
import { inferenceModel } from "#tensor/inference-graph.js";
import type { Network, Tensors } from "#tensor/network.js";
import { mul, neg } from "#tensor/ops/elementwise.js";
import { logSoftmax, reduceSum } from "#tensor/ops/reduce.js";
import { openSafetensors } from "#tensor/safetensors/open-safetensors.js";
import { writeSafetensors } from "#tensor/safetensors/write-safetensors.js";
import { openSession } from "#tensor/session.js";
import { fit as train } from "#tensor/train/fit.js";
import type { Weights } from "#tensor/train/weights-of.js";
import type { FitOptions, ImageClassifier, LabelledPictures } from "./image-classifier.js";
import { noPictures } from "./image-classifier.js";
import type { NetworkKind, NetworkTraining } from "./network-kind.js";
import { askedOf, loadNetworkModel, type NetworkModel, networkModel } from "./network-model.js";
import { pictureBatches, stepsOf } from "./picture-batches.js";
import { softened, surprises, temperatureScale } from "./temperature.js";

/** A network as a classifier of pictures: trained as its kind says, its best epoch on validation kept, its scores made chances there. */
export function networkClassifier(kind: NetworkKind): ImageClassifier {
  return {
    name: kind.name,
    fewest: kind.fewest,
    fit: (cases, validation, options) => fitNetwork(kind, cases, { validation, options }),
    refit(model, all, options) {
      const { epochs, planned, scale } = (model as NetworkModel).card;
      return fitNetwork(kind, all, { validation: noPictures(all), options, kept: { epochs, planned, scale } });
    },
    load: (files) => loadNetworkModel(kind.name, files),
  };
}

interface Fitting {
  readonly validation: LabelledPictures;
  readonly options: FitOptions;
  /** What an earlier fit has found. */
  readonly kept?: { readonly epochs: number; readonly planned: number; readonly scale: number };
}

async function fitNetwork(
  kind: NetworkKind,
  cases: LabelledPictures,
  { validation, options, kept }: Fitting,
): Promise<NetworkModel> {
  options.signal.throwIfAborted();
  const { form } = cases.pictures;
  const network = kind.network(form, cases.classes);
  const training = sized(kind.training(cases.label.length, form), cases.label.length);
  const planned = kept?.planned ?? (await plannedEpochs(network, cases, { training, options }));
  const judge = validation.label.length > 0 ? judgeOf(network, validation, training) : null;
  const course = { training, options, planned, last: kept?.epochs ?? planned, judge };
  const { weights, epochs } = await trained(network, cases, course);
  const onnx = inferenceModel(network, { weights });
  const scale = kept?.scale ?? (judge ? await judge.scale(weights) : 1);
  options.progress(1);
  const { classes } = cases;
  const { isMirrored } = training;
  return networkModel(
    { name: kind.name, form, classes, epochs, planned, isMirrored, scale, modelBytes: onnx.length },
    onnx,
  );
}

/** A batch holds no more than half of the pictures, so that an epoch has more than one. */
const sized = (training: NetworkTraining, pictures: number): NetworkTraining => ({
  ...training,
  batchSize: Math.max(2, Math.min(training.batchSize, Math.floor(pictures / 2))),
});

interface Course {
  readonly training: NetworkTraining;
  readonly options: FitOptions;
  /** Epochs the schedule is drawn for, and after how many of them it ends. */
  readonly planned: number;
  readonly last: number;
  readonly judge: Judge | null;
}

async function trained(
  network: Network,
  cases: LabelledPictures,
  { training, options, planned, last, judge }: Course,
): Promise<{ weights: Weights; epochs: number }> {
  const { averageFrom, patience } = training;
  const { seconds, checkpoint, signal } = options;
  const steps = last * stepsOf(cases.label.length, training.batchSize);
  let share = 0;
  const { weights, bestEpoch } = await train(network, {
    ...coursePlan(network, cases, { training, options, planned }),
    epochs: last,
    ...(averageFrom !== undefined && { averageFrom: Math.floor(averageFrom * planned), averageOver: AVERAGED }),
    ...(judge && { validate: judge.loss }),
    ...(judge && patience !== undefined && { patience }),
    ...(seconds !== undefined && Number.isFinite(seconds) && { seconds }),
    ...(checkpoint !== undefined && { checkpoint: { path: `${checkpoint}.safetensors`, everySeconds: KEPT_EVERY } }),
    progress({ step }) {
      share = Math.max(share, Math.min(0.999, step / steps));
      options.progress(share);
    },
    signal,
  });
  return { weights, epochs: bestEpoch + 1 };
}

/** Epochs the average of weights reaches over. */
const AVERAGED = 4;
/** Seconds from one checkpoint to the next, at most at the ends of epochs. */
const KEPT_EVERY = 10;

/** What every training of the network shares, however long it is. */
function coursePlan(
  { inputs }: Network,
  cases: LabelledPictures,
  { training, options, planned }: Pick<Course, "training" | "options" | "planned">,
) {
  const { batchSize, optimiser, clipNorm } = training;
  if (!inputs["x"]) throw new Error("a network for pictures has an input x");
  return {
    loss: ({ y }: Tensors, { target }: Tensors) => neg(reduceSum(mul(target!, logSoftmax(y!)), [-1])),
    given: { target: { shape: [cases.classes] } },
    batches: pictureBatches(cases, { ...training, seed: options.seed }),
    batchSize,
    seed: options.seed,
    optimiser,
    rate: training.rate(planned * stepsOf(cases.label.length, batchSize)),
    ...(clipNorm !== undefined && { clipNorm }),
  };
}

const PROBE = { steps: 10, from: 4 } as const;
/** Of the time there is: what is planned, as a machine may become busier. */
const PLANNED_SHARE = 0.92;
const FEWEST_EPOCHS = 3;

/** As many epochs as there are to be; a training that goes on keeps to what it once planned. */
async function plannedEpochs(
  network: Network,
  cases: LabelledPictures,
  course: Pick<Course, "training" | "options">,
): Promise<number> {
  const { checkpoint } = course.options;
  if (checkpoint === undefined) return epochsInTime(network, cases, course);
  const path = `${checkpoint}.plan.safetensors`;
  const kept = await openSafetensors(path).catch((error: unknown) => {
    if (error instanceof BadTensorFile) return null; // there is none
    throw error;
  });
  if (kept) {
    await kept.close();
    return Number(kept.metadata["epochs"]);
  }
  const epochs = await epochsInTime(network, cases, course);
  await writeSafetensors(path, [], { epochs: String(epochs) });
  return epochs;
}

/** As many epochs as fit into the time, told from a few steps. */
async function epochsInTime(
  network: Network,
  cases: LabelledPictures,
  { training, options }: Pick<Course, "training" | "options">,
): Promise<number> {
  const { seconds } = options;
  if (seconds === undefined || !Number.isFinite(seconds)) return training.epochs;
  const steps = stepsOf(cases.label.length, training.batchSize);
  const plan = coursePlan(network, cases, { training, options, planned: FEWEST_EPOCHS });
  const [began, times] = [performance.now(), [] as number[]];
  await train(network, {
    ...plan,
    epochs: 1,
    *batches() {
      let left: number = PROBE.steps;
      for (;;)
        for (const batch of plan.batches(0)) {
          if (left-- === 0) return;
          yield batch;
        }
    },
    progress: () => times.push(performance.now()),
    signal: options.signal,
  });
  const aStep = (times.at(-1)! - times[PROBE.from - 1]!) / (times.length - PROBE.from) / 1000;
  const left = PLANNED_SHARE * seconds - (performance.now() - began) / 1000;
  return Math.max(FEWEST_EPOCHS, Math.min(training.epochs, Math.floor(left / (aStep * steps * VALIDATING))));
}

/** An epoch with its validation takes so many times its steps. */
const VALIDATING = 1.06;

interface Judge {
  /** Mean surprise of the held-out pictures, at the best temperature, in nats. */
  loss(weights: Weights): Promise<number>;
  scale(weights: Weights): Promise<number>;
}

function judgeOf(network: Network, { pictures, label, classes }: LabelledPictures, training: NetworkTraining): Judge {
  const scores = async (weights: Weights) => {
    const session = await openSession(inferenceModel(network, { weights }), { threads: 2, optimise: true });
    try {
      return (await askedOf(session, pictures, training)).y;
    } finally {
      await session.close();
    }
  };
  return {
    async loss(weights) {
      const found = await scores(weights);
      const scale = temperatureScale(found, label, classes);
      const missed = surprises(softened(found, classes, scale, found), label, classes);
      return missed.reduce((sum, one) => sum + one, 0) / missed.length;
    },
    scale: async (weights) => temperatureScale(await scores(weights), label, classes),
  };
}
