import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { segmenterWith } from "#text/segmenter.js";

/**
 * `npm run bench -- segmentation [file.conllu] [reviews.csv.gz]`: word segmentation against a treebank's own words
 * (Universal Dependencies, CoNLL-U), and its speed on real text.
 */
export async function run([
  treebank,
  reviews = "../shared/data/zh-reviews/reviews.csv.gz",
]: readonly string[]): Promise<void> {
  const segmenter = segmenterWith([]);
  const text = gunzipSync(readFileSync(reviews)).toString("utf8");
  const lines = text.split("\n");
  const speeds = Array.from({ length: 5 }, () => {
    const started = performance.now();
    for (const line of lines) segmenter.cut(line);
    return text.length / ((performance.now() - started) / 1000);
  });
  console.error(`${(Math.max(...speeds) / 1e6).toFixed(2)} million characters/s, the fastest of ${speeds.length}`);
  if (!treebank) return;
  const { found, truth, right } = compared(sentencesOf(readFileSync(treebank, "utf8")), segmenter.cut);
  const [precision, recall] = [right / found, right / truth];
  const f1 = (2 * precision * recall) / (precision + recall);
  console.error(
    `precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}, F1 ${f1.toFixed(4)} over ${truth} words`,
  );
}

/** The words of each sentence. */
function sentencesOf(conllu: string): string[][] {
  return conllu.split("\n\n").flatMap((block) => {
    const words = block.split("\n").flatMap((line) => (/^\d+\t/.test(line) ? [line.split("\t")[1]!] : []));
    return words.length > 0 ? [words] : [];
  });
}

function compared(sentences: readonly (readonly string[])[], cut: (text: string) => string[]) {
  const sum = { found: 0, truth: 0, right: 0 };
  for (const words of sentences) {
    const truth = spans(words);
    const found = spans(cut(words.join("")));
    sum.truth += truth.size;
    sum.found += found.size;
    for (const span of found) sum.right += Number(truth.has(span));
  }
  return sum;
}

function spans(words: readonly string[]): Set<string> {
  let at = 0;
  return new Set(
    words.map((word) => {
      const start = at;
      at += word.length;
      return `${start} ${at}`;
    }),
  );
}
