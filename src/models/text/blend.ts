import { logLosses } from "#measure/two-class.js";
import { sigmoid } from "../linear/logistic-regression.js";
import { bytes, json, type ModelFiles } from "../model-file.js";
import { type Calibration, calibrated, calibrationOf } from "./calibration.js";
import { nbsvm } from "./nbsvm.js";
import type { FitOptions, LabelledTexts, TextClassifier, TextClassifierModel } from "./text-classifier.js";
import { tfidf } from "./tfidf.js";
import { tfidfAlt } from "./tfidf-alt.js";

/** Those that are averaged. */
const members: readonly TextClassifier[] = [tfidf, tfidfAlt, nbsvm];

interface Blend {
  readonly models: readonly TextClassifierModel[];
  /** [members] adding up to 1 */
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
    const models = await inTurn(
      options,
      (member, inner) => options.fitted?.get(member.name) ?? member.fit(train, validation, inner),
    );
    const odds = await Promise.all(models.map((model) => model.logOdds(validation.texts)));
    const weights = bestWeights(odds, validation);
    const calibration = calibrationOf(mean(odds, weights, validation.texts.length), validation.positive);
    return blendModel({ models, weights, calibration });
  },
  async refit(model, all, options) {
    const { models, ...kept } = (model as BlendModel).blend;
    const again = await inTurn(
      options,
      (member, inner) => options.fitted?.get(member.name) ?? member.refit(models[members.indexOf(member)]!, all, inner),
    );
    return blendModel({ ...kept, models: again });
  },
  load(files) {
    const card = json(files, CARD) as { name: string } & Omit<Blend, "models">;
    if (card.name !== "blend") throw new TypeError(`expected the files of a blend, got those of ${card.name}`);
    return blendModel({ ...card, models: members.map((member) => member.load(filesOf(member.name, files))) });
  },
};

async function inTurn(
  options: FitOptions,
  work: (member: TextClassifier, options: FitOptions) => TextClassifierModel | Promise<TextClassifierModel>,
): Promise<TextClassifierModel[]> {
  const models: TextClassifierModel[] = [];
  for (const [at, member] of members.entries()) {
    options.signal.throwIfAborted();
    const progress = (share: number) => options.progress((at + share) / members.length);
    models.push(await work(member, { ...options, progress }));
  }
  options.progress(1);
  return models;
}

function blendModel(blend: Blend): BlendModel {
  const { models, weights, calibration } = blend;
  const used = models.filter((_, at) => weights[at]! > 0);
  const explained = used.every(({ parts }) => parts);
  return {
    name: "blend",
    blend,
    settings: models.map(({ name }, at) => `${weights[at]} ${name}`).join(" + "),
    threshold: calibration.threshold,
    async logOdds(texts) {
      const odds = await Promise.all(
        models.map((model, at) => (weights[at]! > 0 ? model.logOdds(texts) : new Float64Array(texts.length))),
      );
      return mean(odds, weights, texts.length).map((score) => calibrated(score, calibration));
    },
    ...(explained && { parts: (text: string) => blendedParts(blend, text) }),
    save: () => ({
      [CARD]: bytes({ name: "blend", weights, calibration }),
      ...Object.fromEntries(
        models.flatMap((model) =>
          Object.entries(model.save()).map(([file, content]) => [`${model.name}.${file}`, content]),
        ),
      ),
    }),
  };
}

function filesOf(name: string, files: ModelFiles): ModelFiles {
  const own = Object.entries(files).filter(([file]) => file.startsWith(`${name}.`));
  return Object.fromEntries(own.map(([file, content]) => [file.slice(name.length + 1), content]));
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

/** Every way to share `parts` among so many. */
function sharings(parts: number, among: number): number[][] {
  if (among === 1) return [[parts]];
  return Array.from({ length: parts + 1 }, (_, first) =>
    sharings(parts - first, among - 1).map((rest) => [first, ...rest]),
  ).flat();
}

function blendedParts({ models, weights, calibration }: Blend, text: string) {
  const told = models.flatMap(({ parts }, at) => {
    const weight = calibration.scale * weights[at]!;
    if (!parts || weight === 0) return [];
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
