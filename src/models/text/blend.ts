import { logLosses } from "#measure/two-class.js";
import { sharings } from "#numeric/sharings.js";
import { sigmoid } from "../linear/logistic-regression.js";
import { bytes, json, withoutPrefix, withPrefix } from "../model-file.js";
import { type Calibration, calibrated, calibrationOf } from "./calibration.js";
import { nbsvm } from "./nbsvm.js";
import { OutOfTime } from "./out-of-time.js";
import type { FitOptions, LabelledTexts, TextClassifier, TextClassifierModel } from "./text-classifier.js";
import { textcnn } from "./textcnn.js";
import { tfidf } from "./tfidf.js";
import { tfidfAlt } from "./tfidf-alt.js";
import { transformer } from "./transformer.js";

/** Those that are averaged. */
const members: readonly TextClassifier[] = [tfidf, tfidfAlt, nbsvm, textcnn, transformer];

interface Blend {
  /** Those that count. */
  readonly models: readonly TextClassifierModel[];
  /** [models] above 0, adding up to 1 */
  readonly weights: readonly number[];
  readonly calibration: Calibration;
}

interface BlendModel extends TextClassifierModel {
  readonly blend: Blend;
}

const CARD = "blend.json";
/** Weights are whole multiples of one over this. */
const PARTS = 10;

/**
 * The weighted mean of its members' log-odds; the weights are those of the least log-loss on validation, so that a
 * member that adds nothing has none. Models that err differently are better together than the best of them.
 */
export const blend: TextClassifier = {
  name: "blend",
  members: members.map(({ name }) => name),
  async fit(train, validation, options) {
    const isAble = (member: TextClassifier) => !member.tooFew?.(train) && !options.without?.has(member.name);
    const taken = members.filter((member) => options.fitted?.has(member.name) || isAble(member));
    const models = await inTurn(
      taken,
      options,
      (member, inner) => options.fitted?.get(member.name) ?? fittedInTime(member, train, validation, inner),
    );
    const odds = await Promise.all(models.map((model) => model.logOdds(validation.texts)));
    const weights = bestWeights(odds, validation);
    const calibration = calibrationOf(mean(odds, weights, validation.texts.length), validation.positive);
    const used = models.filter((_, at) => weights[at]! > 0);
    return blendModel({ models: used, weights: weights.filter((weight) => weight > 0), calibration });
  },
  async refit(model, all, options) {
    const { models, ...kept } = (model as BlendModel).blend;
    const taken = models.map(({ name }) => memberNamed(name));
    const again = await inTurn(
      taken,
      options,
      (member, inner) => options.fitted?.get(member.name) ?? member.refit(models[taken.indexOf(member)]!, all, inner),
    );
    return blendModel({ ...kept, models: again });
  },
  load(files) {
    const card = json(files, CARD) as SavedCard;
    if (card.name !== "blend") throw new TypeError(`expected the files of a blend, got those of ${card.name}`);
    const models = card.members.map((name) => memberNamed(name).load(withoutPrefix(files, `${name}.`)));
    return blendModel({ models, weights: card.weights, calibration: card.calibration });
  },
};

/** Null where the member says that the time is too short for it: the others do without. */
async function fittedInTime(
  member: TextClassifier,
  train: LabelledTexts,
  validation: LabelledTexts,
  options: FitOptions,
): Promise<TextClassifierModel | null> {
  try {
    return await member.fit(train, validation, options);
  } catch (error) {
    if (error instanceof OutOfTime) return null;
    throw error;
  }
}

interface SavedCard extends Omit<Blend, "models"> {
  readonly name: string;
  readonly members: readonly string[];
}

function memberNamed(name: string): TextClassifier {
  const found = members.find((member) => member.name === name);
  if (found) return found;
  throw new TypeError(`expected members of ${members.map((member) => member.name).join(", ")}, got ${name}`);
}

async function inTurn(
  taken: readonly TextClassifier[],
  options: FitOptions,
  work: (member: TextClassifier, options: FitOptions) => TextClassifierModel | Promise<TextClassifierModel | null>,
): Promise<TextClassifierModel[]> {
  const models: TextClassifierModel[] = [];
  const trained = taken.filter(({ isTrained }) => isTrained).length;
  const seconds = options.seconds !== undefined && trained > 0 ? { seconds: options.seconds / trained } : {};
  for (const [at, member] of taken.entries()) {
    options.signal.throwIfAborted();
    const progress = (share: number) => options.progress((at + share) / taken.length);
    const model = await work(member, { ...options, ...seconds, progress });
    if (model) models.push(model);
  }
  options.progress(1);
  return models;
}

function blendModel(blend: Blend): BlendModel {
  const { models, weights, calibration } = blend;
  const explained = models.every(({ parts }) => parts);
  const looks = models.find((model) => model.looks)?.looks;
  return {
    name: "blend",
    blend,
    settings: models.map(({ name }, at) => `${weights[at]} ${name}`).join(" + "),
    threshold: calibration.threshold,
    async logOdds(texts) {
      const odds = await Promise.all(models.map((model) => model.logOdds(texts)));
      return mean(odds, weights, texts.length).map((score) => calibrated(score, calibration));
    },
    ...(explained ? { parts: (text: string) => blendedParts(blend, text) } : glanceOf(blend)),
    ...(looks && { looks }),
    save: () => ({
      [CARD]: bytes({ name: "blend", members: models.map(({ name }) => name), weights, calibration }),
      ...Object.assign({}, ...models.map((model) => withPrefix(model.save(), `${model.name}.`))),
    }),
  };
}

/** By the members that count words, which are quick; nothing where there are none. */
function glanceOf({ models, weights, calibration }: Blend): Pick<TextClassifierModel, "glance"> {
  const quick = models.map((model, at) => ({ model, weight: weights[at]! })).filter(({ model }) => model.parts);
  const total = quick.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return {};
  return {
    async glance(texts) {
      const odds = await Promise.all(quick.map(({ model }) => model.logOdds(texts)));
      const shares = quick.map(({ weight }) => weight / total);
      return mean(odds, shares, texts.length).map((score) => calibrated(score, calibration));
    },
  };
}

function mean(odds: readonly Float64Array[], weights: readonly number[], texts: number): Float64Array {
  return Float64Array.from({ length: texts }, (_, i) =>
    odds.reduce((sum, ofMember, at) => sum + weights[at]! * ofMember[i]!, 0),
  );
}

/** Even weights where nothing is held out to find better ones. */
function bestWeights(odds: readonly Float64Array[], { texts, positive }: LabelledTexts): readonly number[] {
  if (texts.length === 0) return odds.map(() => 1 / odds.length);
  let best: { weights: readonly number[]; loss: number } | null = null;
  for (const weights of sharings(PARTS, odds.length).map((parts) => parts.map((part) => part / PARTS))) {
    const losses = logLosses(mean(odds, weights, texts.length).map(sigmoid), positive);
    const loss = losses.reduce((sum, one) => sum + one, 0);
    if (!best || loss < best.loss) best = { weights, loss };
  }
  return best?.weights ?? [];
}

function blendedParts({ models, weights, calibration }: Blend, text: string) {
  const told = models.flatMap(({ parts }, at) => {
    const weight = calibration.scale * weights[at]!;
    if (!parts) return [];
    const found = parts(text);
    return [
      {
        baseline: weight * found.baseline,
        parts: found.parts.map((part) => ({ ...part, amount: weight * part.amount })),
      },
    ];
  });
  return {
    baseline: told.reduce((sum, { baseline }) => sum + baseline, calibration.shift),
    parts: told.flatMap(({ parts }) => parts),
  };
}
