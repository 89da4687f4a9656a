import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { type SpanScores, spanScores } from "#measure/span-scores.js";
import { entityTagger, taggers } from "#models/tag/entity-tagger.js";
import type { SequenceTagger, SequenceTaggerModel } from "#models/tag/sequence-tagger.js";
import { parseConll } from "#text/conll.js";
import { spansOf, type TaggedText } from "#text/tagged-text.js";

const PEER = 0.832; // a conditional random field on the same files, as measured for this project
const LEAST = 0.85;

type Scores = ReturnType<typeof spanScores>;

/**
 * Names in Chinese product titles, found exactly: begin, end and kind. Settings were chosen on the development part alone; the
 * test part is read by a model that learned from the training part, and by one that learned from both.
 * `npm run -s prove -- entities [--json] [--tagger crf]`. Fails where what a shop's names are marked by is below the F1 that is stated.
 */
export async function run(args: readonly string[]): Promise<void> {
  const folder = `${process.env["SHOPLENS_DATA"] ?? "../shared/data"}/zh-entities`;
  if (!existsSync(folder)) {
    console.error(`skipped: ${folder} is not here (SHOPLENS_DATA names another place)`);
    return;
  }
  const [train, dev, test] = ["train", "dev", "test"].map((part) => read(`${folder}/${part}.txt.gz`));
  const at = args.indexOf("--tagger");
  const tagger = at < 0 ? entityTagger : taggerNamed(args[at + 1] ?? "");
  const first = await fitted(tagger, train!);
  const alone = { dev: await scoresOf(first, dev!), test: await scoresOf(first, test!) };
  const both = await scoresOf(await fitted(tagger, [...train!, ...dev!]), test!);
  const document = {
    task: "entities",
    tagger: tagger.name,
    peer: PEER,
    learnedFrom: { train: alone, trainAndDev: { test: both } },
  };
  if (args.includes("--json")) process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  else {
    for (const line of [
      ...table("development part, learned from the training part", alone.dev),
      ...table("test part, learned from the training part", alone.test),
      ...table("test part, learned from both", both),
    ])
      console.error(line);
  }
  if (tagger === entityTagger && both.all.f1 < LEAST)
    throw new Error(`expected an F1 of at least ${LEAST}, got ${both.all.f1.toFixed(4)}`);
}

const read = (path: string): TaggedText[] => parseConll(gunzipSync(readFileSync(path)).toString("utf8"), path);

function taggerNamed(name: string): SequenceTagger {
  const found = taggers.find((tagger) => tagger.name === name);
  if (found) return found;
  throw new Error(`--tagger is one of ${taggers.map((tagger) => tagger.name).join(", ")}, got "${name}"`);
}

async function fitted(tagger: SequenceTagger, texts: readonly TaggedText[]): Promise<SequenceTaggerModel> {
  const started = performance.now();
  const model = await tagger.fit(texts, {
    seed: 1,
    signal: new AbortController().signal,
    progress: () => undefined,
  });
  console.error(`learned from ${texts.length} texts in ${((performance.now() - started) / 1000).toFixed(0)} s`);
  return model;
}

async function scoresOf(model: SequenceTaggerModel, texts: readonly TaggedText[]): Promise<Scores> {
  const found = await model.tag(texts.map(({ tokens }) => tokens));
  return spanScores(
    texts.map(({ tags }) => spansOf(tags)),
    found.map(spansOf),
  );
}

function table(title: string, { all, kinds }: Scores): string[] {
  const row = (name: string, { precision, recall, f1, there }: SpanScores) =>
    `| ${name} | ${there} | ${precision.toFixed(4)} | ${recall.toFixed(4)} | ${f1.toFixed(4)} |`;
  return [
    title,
    "| kind | there | precision | recall | F1 |",
    "|---|---|---|---|---|",
    ...Object.entries(kinds).map(([kind, scores]) => row(kind, scores)),
    row("all", all),
  ];
}
