import { differenceHash, hashDistance } from "#image/difference-hash.js";
import { pictureChunks, picturePixels, picturesAt } from "#image/pictures.js";
import { nearest } from "#models/image/nearest.js";
import type { Context } from "../task.js";
import type { CatalogueAnswer, Misplaced, Shown } from "./answer.js";
import { answersOf } from "./compete.js";
import { faultsOf } from "./faults.js";
import type { Gallery } from "./gallery.js";
import type { ImagesModel } from "./images-model.js";
import { shownAt } from "./shown.js";

const SHOWN = 12;
const EXAMPLES = 4;
/** Pictures that are looked through in one answer: those of the items sold most. */
const MOST_PICTURES = 5000;
const MOST_PHOTOS = 1000;
const NEIGHBOURS = 10;
/** Of ten neighbours, how many have to be of another category, and how few of its own. */
const [AGREE, OF_KNOWN] = [7, 1] as const;
/** Bits of 64 in which copies may differ, and by how much their pixels, as a share of how much one picture's vary. */
const [COPY_BITS, COPY_PIXELS] = [4, 0.12] as const;

/** Looks through all pictures of a shop. */
export async function answerCatalogue(
  gallery: Gallery,
  { model, context }: { model: ImagesModel; context: Context },
): Promise<CatalogueAnswer> {
  const { classifier, classes, threshold, learned } = model;
  const { pictures, refused } = gallery;
  const places = mostSold(gallery);
  const seen = { places, chances: await classifier.chances(picturesAt(gallery.store, places)) };
  const photos = [...places].filter((at) => pictures[at]!.isMain).slice(0, MOST_PHOTOS);
  return {
    kind: "catalogue",
    pictures: pictures.length,
    refused: refused.slice(0, 50),
    categories: categoriesOf(gallery),
    suggested: await suggestedOf(gallery, seen, model),
    misplaced: await misplacedOf(gallery, seen, model),
    copies: await copiesOf(gallery, places),
    faulty: await faultyOf(gallery, photos, context),
    lookedAt: photos.length,
    examples: await examplesOf(gallery, seen, model),
    candidate: classifier.name,
    threshold,
    learned: { ...learned, classes: classes.length },
  };
}

/** Places of pictures that are looked through, with what they may show. */
interface Seen {
  readonly places: Int32Array;
  /** [places, classes] */
  readonly chances: Float32Array;
}

function mostSold({ pictures }: Gallery): Int32Array {
  const places = [...pictures.keys()].sort((a, b) => pictures[b]!.orders - pictures[a]!.orders || a - b);
  return Int32Array.from(places.slice(0, MOST_PICTURES)).sort();
}

function categoriesOf({ pictures }: Gallery): CatalogueAnswer["categories"] {
  const counts = new Map<string, number>();
  for (const { label } of pictures) if (label !== null) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts]
    .map(([label, count]) => ({ label, pictures: count }))
    .sort((a, b) => b.pictures - a.pictures || (a.label < b.label ? -1 : 1));
}

async function suggestedOf(
  gallery: Gallery,
  { places, chances }: Seen,
  { classes, threshold }: ImagesModel,
): Promise<CatalogueAnswer["suggested"]> {
  const answers = answersOf(chances, classes.length);
  const open = [...places.keys()]
    .map((row) => ({
      at: places[row]!,
      label: classes[answers[row]!]!,
      chance: chances[row * classes.length + answers[row]!]!,
    }))
    .filter(({ at, chance }) => gallery.pictures[at]!.label === null && chance >= threshold)
    .sort((a, b) => b.chance - a.chance)
    .slice(0, SHOWN);
  return Promise.all(open.map(async ({ at, label, chance }) => ({ ...(await shownAt(gallery, at)), label, chance })));
}

/** The model has learned from the catalogue's own mistakes: what tells is that a picture's neighbours, which are other items, are of another category. */
async function misplacedOf(gallery: Gallery, { places, chances }: Seen, model: ImagesModel): Promise<Misplaced[]> {
  const { classifier, classes } = model;
  if (!classifier.embed) return [];
  const rows = places.filter((at) => gallery.pictures[at]!.label !== null);
  const own = rows.map((at) => classes.indexOf(gallery.pictures[at]!.label!));
  const embedded = await classifier.embed(picturesAt(gallery.store, rows));
  const items = new Map<string, number>();
  const group = rows.map((at) => {
    const { item } = gallery.pictures[at]!;
    items.set(item, items.get(item) ?? items.size);
    return items.get(item)!;
  });
  const near = await nearest(embedded, { width: embedded.length / Math.max(1, rows.length), group, each: NEIGHBOURS });
  const found = [...rows.keys()].flatMap((row) => {
    const votes = new Int32Array(classes.length);
    for (const other of near.rows.subarray(row * NEIGHBOURS, (row + 1) * NEIGHBOURS))
      if (own[other]! >= 0) votes[own[other]!]! += 1;
    const label = votes.indexOf(Math.max(...votes));
    const ofKnown = votes[own[row]!] ?? 0;
    if (label === own[row] || votes[label]! < AGREE || ofKnown > OF_KNOWN) return [];
    const chance = chances[places.indexOf(rows[row]!) * classes.length + label]!;
    return [
      { at: rows[row]!, label: classes[label]!, chance, nearest: { of: NEIGHBOURS, agree: votes[label]!, ofKnown } },
    ];
  });
  found.sort((a, b) => b.nearest.agree - a.nearest.agree || b.chance - a.chance);
  return Promise.all(
    found.slice(0, SHOWN).map(async ({ at, ...rest }) => ({
      ...(await shownAt(gallery, at)),
      ...rest,
      known: gallery.pictures[at]!.label!,
    })),
  );
}

async function copiesOf(gallery: Gallery, places: Int32Array): Promise<CatalogueAnswer["copies"]> {
  const { store, pictures } = gallery;
  const size = picturePixels(store.form);
  const hashes: (readonly [number, number])[] = [];
  for (const { pixels } of pictureChunks(picturesAt(store, places), 64)) {
    for (let from = 0; from < pixels.length; from += size)
      hashes.push(differenceHash(pixels.subarray(from, from + size), store.form));
  }
  const pairs: { a: number; b: number; bits: number }[] = [];
  for (let i = 0; i < places.length; i++) {
    for (let j = 0; j < i; j++) {
      const bits = hashDistance(hashes[i]!, hashes[j]!);
      if (bits > COPY_BITS) continue;
      const [a, b] = [places[j]!, places[i]!];
      if (pictures[a]!.item !== pictures[b]!.item && pixelDistance(gallery, a, b) <= COPY_PIXELS)
        pairs.push({ a, b, bits });
    }
  }
  pairs.sort((x, y) => x.bits - y.bits || x.a - y.a || x.b - y.b);
  return Promise.all(
    pairs
      .slice(0, SHOWN)
      .map(async ({ a, b, bits }) => ({ one: await shownAt(gallery, a), other: await shownAt(gallery, b), bits })),
  );
}

/** Root mean square difference of the pixels of two pictures, each less its mean, so that a brighter copy is one; over their spread. */
function pixelDistance({ store }: Gallery, a: number, b: number): number {
  const size = picturePixels(store.form);
  const both = new Uint8Array(2 * size);
  store.read([a, b], both);
  let [first, second] = [0, 0];
  for (let i = 0; i < size; i++) {
    first += both[i]! / size;
    second += both[size + i]! / size;
  }
  let [squares, spread] = [0, 0];
  for (let i = 0; i < size; i++) {
    squares += (both[i]! - first - both[size + i]! + second) ** 2;
    spread += (both[i]! - first) ** 2;
  }
  return Math.sqrt(squares / Math.max(1, spread));
}

async function faultyOf(
  gallery: Gallery,
  photos: readonly number[],
  context: Context,
): Promise<CatalogueAnswer["faulty"]> {
  const faults = await faultsOf(
    context,
    photos.map((at) => gallery.pictures[at]!.file),
  );
  const found = photos
    .map((at, place) => ({ at, faults: faults[place] ?? [] }))
    .filter(({ faults }) => faults.length > 0)
    .sort((a, b) => gallery.pictures[b.at]!.orders - gallery.pictures[a.at]!.orders || a.at - b.at);
  return Promise.all(
    found.map(async ({ at, faults }, place) => ({
      ...(place < SHOWN ? await shownAt(gallery, at) : plain(gallery, at)),
      faults,
    })),
  );
}

function plain({ pictures }: Gallery, at: number): Shown {
  const { file, item, name } = pictures[at]!;
  return { file, item, name: name?.trim() || item, picture: "" };
}

/** Of the items sold most, the first of each category that is rightly told, with what spoke for it. */
async function examplesOf(
  gallery: Gallery,
  { places, chances }: Seen,
  { classifier, classes }: ImagesModel,
): Promise<CatalogueAnswer["examples"]> {
  if (!classifier.activation) return [];
  const answers = answersOf(chances, classes.length);
  const order = [...places.keys()].sort(
    (a, b) => gallery.pictures[places[b]!]!.orders - gallery.pictures[places[a]!]!.orders || a - b,
  );
  const taken = new Set<number>();
  const rows = order.filter((row) => {
    const isRight = gallery.pictures[places[row]!]!.label === classes[answers[row]!];
    return isRight && !taken.has(answers[row]!) && taken.add(answers[row]!);
  });
  const examples: CatalogueAnswer["examples"][number][] = [];
  for (const row of rows.slice(0, EXAMPLES)) {
    const of = answers[row]!;
    const heat = await classifier.activation(gallery.store, places[row]!, of);
    const marked = (await shownAt(gallery, places[row]!, heat)).picture;
    examples.push({
      ...(await shownAt(gallery, places[row]!)),
      marked,
      label: classes[of]!,
      chance: chances[row * classes.length + of]!,
    });
  }
  return examples;
}
