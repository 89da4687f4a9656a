import { formatCount } from "#charts/format.js";
import type { Worded } from "#measure/score.js";
import { mulberry32 } from "#numeric/mulberry32.js";
import type { PictureRow } from "./picture-rows.js";

/** What the models learn from, what they are chosen on, and what they have to judge: places among the pictures. */
export interface Plan {
  /** What pictures can show, in order. */
  readonly classes: readonly string[];
  readonly train: Int32Array;
  readonly validation: Int32Array;
  /** Also those whose answer is held back. */
  readonly test: Int32Array;
  readonly protocol: Worded;
}

const VALIDATION = 0.15;
const TEST = 0.2;
/** More tell candidates apart no better, and are missed in training. */
const MOST_HELD = 4000;
const FEWEST = 20;
/** A class of fewer pictures is not learned in a shop's own catalogue, where odd ones are slips. */
const FEWEST_OF_CLASS = 5;

/**
 * The split the data brings, of whose training part some of every class are drawn for choosing where it has none for that; else drawn by
 * lot, class by class. Pictures of one item stay together.
 *
 * @throws {RangeError} when there is too little to learn from.
 */
export function planOf(pictures: readonly PictureRow[], seed: number): Plan {
  const isGiven = pictures.some(({ part }) => part !== null);
  const plan = isGiven ? givenPlan(pictures, seed) : ownPlan(pictures, seed);
  if (plan.train.length < FEWEST || plan.classes.length < 2) {
    throw new RangeError(
      `images needs at least ${FEWEST} pictures of two classes or more to learn from, got ${plan.train.length} of ${plan.classes.length}`,
    );
  }
  return plan;
}

/** [pictures] the place of each picture's class, −1 where it is not known. */
export function labelsOf(pictures: readonly PictureRow[], classes: readonly string[]): Int32Array {
  const places = new Map(classes.map((name, place) => [name, place]));
  return Int32Array.from(pictures, ({ label }) => (label === null ? -1 : (places.get(label) ?? -1)));
}

function givenPlan(pictures: readonly PictureRow[], seed: number): Plan {
  const of = (part: PictureRow["part"]) =>
    [...pictures.keys()].filter((at) => (pictures[at]!.part ?? "train") === part);
  const labelled = of("train").filter((at) => pictures[at]!.label !== null);
  const classes = classesOf(labelled.map((at) => pictures[at]!));
  const known = new Set(classes);
  const validation = of("validation").filter((at) => known.has(pictures[at]!.label ?? ""));
  const test = Int32Array.from(of("test"));
  if (validation.length > 0) {
    return {
      classes,
      train: Int32Array.from(labelled),
      validation: Int32Array.from(validation),
      test,
      protocol: given,
    };
  }
  const [held, train] = drawn(pictures, labelled, { share: VALIDATION, most: MOST_HELD, seed });
  return { classes, train, validation: held, test, protocol: givenWithout(held.length) };
}

function ownPlan(pictures: readonly PictureRow[], seed: number): Plan {
  const counts = new Map<string, number>();
  for (const { label } of pictures) if (label !== null) counts.set(label, (counts.get(label) ?? 0) + 1);
  const labelled = [...pictures.keys()].filter((at) => (counts.get(pictures[at]!.label ?? "") ?? 0) >= FEWEST_OF_CLASS);
  const classes = classesOf(labelled.map((at) => pictures[at]!));
  const [test, rest] = drawn(pictures, labelled, { share: TEST, most: Number.POSITIVE_INFINITY, seed });
  const [validation, train] = drawn(pictures, [...rest], {
    share: VALIDATION / (1 - TEST),
    most: MOST_HELD,
    seed: seed + 1,
  });
  return { classes, train, validation, test, protocol: byLot([train.length, validation.length, test.length]) };
}

const classesOf = (pictures: readonly PictureRow[]): string[] =>
  [...new Set(pictures.flatMap(({ label }) => (label === null ? [] : [label])))].toSorted();

interface Drawing {
  readonly share: number;
  readonly most: number;
  readonly seed: number;
}

/** Of every class a share by lot, whole items at a time, and what is left; both in order. */
function drawn(
  pictures: readonly PictureRow[],
  places: readonly number[],
  { share, most, seed }: Drawing,
): [Int32Array, Int32Array] {
  const random = mulberry32(seed);
  const taken = Math.min(share, most / Math.max(1, places.length));
  const held = new Set<number>();
  for (const items of itemsByClass(pictures, places).values()) {
    const keyed = items.map((item) => ({ item, key: random() })).sort((a, b) => a.key - b.key);
    const all = items.reduce((sum, { length }) => sum + length, 0);
    let count = 0;
    for (const { item } of keyed) {
      if (count + item.length / 2 > taken * all) break;
      count += item.length;
      for (const at of item) held.add(at);
    }
  }
  return [Int32Array.from(places.filter((at) => held.has(at))), Int32Array.from(places.filter((at) => !held.has(at)))];
}

/** By class the items, each with the places of its pictures. */
function itemsByClass(pictures: readonly PictureRow[], places: readonly number[]): Map<string, number[][]> {
  const classes = new Map<string, Map<string, number[]>>();
  for (const at of places) {
    const { label, item } = pictures[at]!;
    const items = classes.get(label ?? "") ?? new Map<string, number[]>();
    classes.set(label ?? "", items);
    const known = items.get(item);
    if (known) known.push(at);
    else items.set(item, [at]);
  }
  return new Map(Array.from(classes, ([label, items]) => [label, [...items.values()]]));
}

const measured: Worded = {
  en: "The chosen model has the least log-loss on validation beyond chance; where there was time it then learned from both parts; all were measured on the test once.",
  zh: "以验证集的对数损失选出模型（差异须超出偶然）；时间允许时再用训练和验证两部分重新学习；各模型在测试集上只评估一次。",
};

const given: Worded = {
  en: `The data's own split was kept. ${measured.en}`,
  zh: `沿用数据自带的划分。${measured.zh}`,
};

const givenWithout = (held: number): Worded => ({
  en: `The data's own split was kept; for choosing, ${formatCount(held, "en")} pictures of the training part were drawn by lot, class by class. ${measured.en}`,
  zh: `沿用数据自带的划分；从训练部分按类别随机抽取 ${formatCount(held, "zh")} 张用于选择。${measured.zh}`,
});

function byLot(sizes: readonly [number, number, number]): Worded {
  const [a, b, c] = sizes.map((n) => formatCount(n, "en"));
  return {
    en: `Drawn by lot, class by class, an item's pictures together: learned from ${a} pictures, chosen on ${b}, measured on ${c}. ${measured.en}`,
    zh: `按类别随机划分，同一商品的图片不拆开：${a} 张学习，${b} 张选择，${c} 张评估。${measured.zh}`,
  };
}
