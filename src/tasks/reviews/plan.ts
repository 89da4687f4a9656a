import { formatCount } from "#charts/format.js";
import type { Worded } from "#measure/score.js";
import type { LabelledTexts } from "#models/text/text-classifier.js";
import { inDrawnOrder } from "#numeric/in-drawn-order.js";
import { mulberry32 } from "#numeric/mulberry32.js";
import type { Review } from "./review.js";

/** What the models learn from, what they are chosen on, and what they have to judge. */
export interface Plan {
  readonly train: LabelledTexts;
  readonly validation: LabelledTexts;
  /** Every test review, also those whose answer is held back. */
  readonly test: readonly Review[];
  readonly protocol: Worded;
}

const VALIDATION = 0.15;
const TEST = 0.2;
const LEAST = 20;

/**
 * The split the data brings; else, where reviews are dated, the newest fifth is the test and what came just before it
 * the validation, as a model in use only ever meets what is newer; else both are drawn by lot.
 *
 * @throws {RangeError} when there is too little to learn from.
 */
export function planOf(reviews: readonly Review[], seed: number): Plan {
  const given = reviews.some(({ part }) => part !== null);
  const plan = given ? givenPlan(reviews, seed) : ownPlan(reviews, seed);
  const { positive } = plan.train;
  const positives = positive.reduce((sum, value) => sum + value, 0);
  if (positive.length < LEAST || positives === 0 || positives === positive.length) {
    throw new RangeError(
      `reviews needs at least ${LEAST} rated texts to learn from, of both kinds; got ${positives} positive and ${positive.length - positives} negative`,
    );
  }
  return plan;
}

/** Those with a text and an answer. */
export function labelled(reviews: readonly Review[]): LabelledTexts {
  const usable = reviews.filter(isUsable);
  return {
    texts: usable.map(({ text }) => text),
    positive: Uint8Array.from(usable, ({ positive }) => positive as 0 | 1),
  };
}

export const isUsable = ({ text, positive }: Review) => text !== "" && positive !== null;

/** [texts] of both, one after the other. */
export function together(first: LabelledTexts, second: LabelledTexts): LabelledTexts {
  return {
    texts: [...first.texts, ...second.texts],
    positive: Uint8Array.from([...first.positive, ...second.positive]),
  };
}

function givenPlan(reviews: readonly Review[], seed: number): Plan {
  const of = (part: Review["part"]) => reviews.filter((review) => (review.part ?? "train") === part);
  const validation = of("validation");
  if (validation.some(isUsable)) {
    return { train: labelled(of("train")), validation: labelled(validation), test: of("test"), protocol: given };
  }
  const train = inDrawnOrder(of("train").filter(isUsable), mulberry32(seed));
  const held = Math.round(VALIDATION * train.length);
  return {
    train: labelled(train.slice(held)),
    validation: labelled(train.slice(0, held)),
    test: of("test"),
    protocol: givenWithout,
  };
}

function ownPlan(reviews: readonly Review[], seed: number): Plan {
  const usable = reviews.filter(isUsable);
  const dated = usable.every(({ at }) => at !== null);
  const ordered = dated ? usable.toSorted((a, b) => a.at! - b.at!) : inDrawnOrder(usable, mulberry32(seed));
  const testFrom = Math.round((1 - TEST) * ordered.length);
  const validationFrom = Math.round((1 - TEST - VALIDATION) * ordered.length);
  const sizes = [validationFrom, testFrom - validationFrom, ordered.length - testFrom] as const;
  return {
    train: labelled(ordered.slice(0, validationFrom)),
    validation: labelled(ordered.slice(validationFrom, testFrom)),
    test: ordered.slice(testFrom),
    protocol: dated ? byTime(sizes) : byLot(sizes),
  };
}

const measured: Worded = {
  en: "The chosen model has the least log-loss on validation beyond chance; then every model learned from both parts and was measured on the test once.",
  zh: "以验证集的对数损失选出模型（差异须超出偶然）；之后各模型用训练和验证两部分重新学习，在测试集上只评估一次。",
};

const given: Worded = {
  en: `The data's own split was kept. ${measured.en}`,
  zh: `沿用数据自带的划分。${measured.zh}`,
};

const givenWithout: Worded = {
  en: `The data's own split was kept; for choosing, ${Math.round(VALIDATION * 100)} % of the training part were drawn by lot. ${measured.en}`,
  zh: `沿用数据自带的划分；从训练部分抽取 ${Math.round(VALIDATION * 100)}% 用于选择。${measured.zh}`,
};

type Sizes = readonly [train: number, validation: number, test: number];

function byTime([train, validation, test]: Sizes): Worded {
  const [a, b, c] = [train, validation, test].map((n) => formatCount(n, "en"));
  return {
    en: `Learned from the oldest ${a} rated reviews, chosen on the next ${b}, measured on the newest ${c}; three stars are neither good nor bad and were left out. ${measured.en}`,
    zh: `从最早的 ${a} 条有评分的评论学习，用其后 ${b} 条选择，在最新 ${c} 条上评估；三星不计好坏，不参与。${measured.zh}`,
  };
}

function byLot([train, validation, test]: Sizes): Worded {
  const [a, b, c] = [train, validation, test].map((n) => formatCount(n, "en"));
  return {
    en: `Drawn by lot: learned from ${a} reviews, chosen on ${b}, measured on ${c}. ${measured.en}`,
    zh: `随机划分：${a} 条学习，${b} 条选择，${c} 条评估。${measured.zh}`,
  };
}
