import { sharings } from "#numeric/sharings.js";
import { bytes, json, withoutPrefix, withPrefix } from "../model-file.js";
import { hog } from "./hog.js";
import type { FitOptions, ImageClassifier, ImageClassifierModel, LabelledPictures } from "./image-classifier.js";
import { patches } from "./patches.js";
import { residual } from "./residual.js";
import { softened, surprises, temperatureScale } from "./temperature.js";

/** Those that may be averaged: what is told what to look at, what looks for patches it has seen, and what learns to see. */
const members: readonly ImageClassifier[] = [hog, patches, residual];

interface BlendModel extends ImageClassifierModel {
  readonly models: readonly ImageClassifierModel[];
  readonly card: BlendCard;
}

interface BlendCard {
  readonly name: "blend";
  /** Those that count. */
  readonly members: readonly string[];
  /** [members] above 0, adding up to 1 */
  readonly weights: readonly number[];
  readonly scale: number;
  readonly classes: number;
}

const CARD = "blend.json";
/** Weights are whole multiples of one over this. */
const PARTS = 10;

/**
 * The weighted mean of its members' log-probabilities, the weights those of the least surprise on validation: models that err
 * differently are better together than the best of them.
 */
export const blend: ImageClassifier = {
  name: "blend",
  members: members.map(({ name }) => name),
  fewest: Math.max(...members.map(({ fewest }) => fewest)),
  async fit(train, validation, options) {
    const models = await inTurn(
      members,
      options,
      (member, inner) => options.fitted?.get(member.name) ?? member.fit(train, validation, inner),
    );
    const logs = await Promise.all(models.map(async (model) => logsOf(await model.chances(validation.pictures))));
    const weights = bestWeights(logs, validation);
    const scale = temperatureScale(mean(logs, weights), validation.label, validation.classes);
    const used = models.filter((_, at) => weights[at]! > 0);
    const card: BlendCard = {
      ...{ name: "blend", scale, classes: train.classes },
      members: used.map(({ name }) => name),
      weights: weights.filter((weight) => weight > 0),
    };
    return blendModel(card, used);
  },
  async refit(model, all, options) {
    const { models, card } = model as BlendModel;
    const taken = card.members.map(memberNamed);
    const again = await inTurn(
      taken,
      options,
      (member, inner) => options.fitted?.get(member.name) ?? member.refit(models[taken.indexOf(member)]!, all, inner),
    );
    return blendModel(card, again);
  },
  load(files) {
    const card = json(files, CARD) as BlendCard;
    if (card.name !== "blend") throw new TypeError(`expected the files of a blend, got those of ${String(card.name)}`);
    return blendModel(
      card,
      card.members.map((name) => memberNamed(name).load(withoutPrefix(files, `${name}.`))),
    );
  },
};

function memberNamed(name: string): ImageClassifier {
  const found = members.find((member) => member.name === name);
  if (found) return found;
  throw new TypeError(`expected members of ${members.map((member) => member.name).join(", ")}, got ${name}`);
}

async function inTurn(
  taken: readonly ImageClassifier[],
  options: FitOptions,
  work: (member: ImageClassifier, options: FitOptions) => ImageClassifierModel | Promise<ImageClassifierModel>,
): Promise<ImageClassifierModel[]> {
  const models: ImageClassifierModel[] = [];
  const began = performance.now();
  for (const [at, member] of taken.entries()) {
    options.signal.throwIfAborted();
    const progress = (share: number) => options.progress((at + share) / taken.length);
    const checkpoint = options.checkpoint && `${options.checkpoint}.${member.name}`;
    const seconds = options.seconds !== undefined && options.seconds - (performance.now() - began) / 1000;
    const own = { ...(checkpoint && { checkpoint }), ...(seconds !== false && { seconds }) };
    models.push(await work(member, { ...options, progress, ...own }));
  }
  options.progress(1);
  return models;
}

function blendModel(card: BlendCard, models: readonly ImageClassifierModel[]): BlendModel {
  const { weights, scale, classes } = card;
  const heaviest = models[weights.indexOf(Math.max(...weights))]!;
  return {
    name: "blend",
    card,
    models,
    settings: models.map(({ name, settings }, at) => `${weights[at]} ${name} (${settings})`).join(" + "),
    async chances(pictures) {
      const logs: Float32Array[] = [];
      for (const model of models) logs.push(logsOf(await model.chances(pictures)));
      const scores = mean(logs, weights);
      return softened(scores, classes, scale, scores);
    },
    ...(heaviest.embed && { embed: heaviest.embed }),
    ...(heaviest.activation && { activation: heaviest.activation }),
    save: () => ({
      [CARD]: bytes(card),
      ...Object.assign({}, ...models.map((model) => withPrefix(model.save(), `${model.name}.`))),
    }),
  };
}

const logsOf = (chances: Float32Array): Float32Array => chances.map((chance) => Math.log(Math.max(1e-7, chance)));

const mean = (logs: readonly Float32Array[], weights: readonly number[]): Float32Array =>
  Float32Array.from(logs[0] ?? [], (_, i) => logs.reduce((sum, one, at) => sum + weights[at]! * one[i]!, 0));

/** Even weights where nothing is held out to find better ones. */
function bestWeights(logs: readonly Float32Array[], { label, classes }: LabelledPictures): readonly number[] {
  if (label.length === 0) return logs.map(() => 1 / logs.length);
  let best: { weights: readonly number[]; loss: number } | null = null;
  for (const weights of sharings(PARTS, logs.length).map((parts) => parts.map((part) => part / PARTS))) {
    const scores = mean(logs, weights);
    const scale = temperatureScale(scores, label, classes);
    const missed = surprises(softened(scores, classes, scale, scores), label, classes);
    const loss = missed.reduce((sum, one) => sum + one, 0);
    if (!best || loss < best.loss) best = { weights, loss };
  }
  return best!.weights;
}
