import type { BarChart, Chart } from "#charts/chart.js";
import type { Language } from "#charts/insight.js";
import { plainWords } from "#charts/plain-words.js";
import type { CatalogueAnswer, ImagesAnswer, PictureAnswer } from "./answer.js";

const MOST_BARS = 12;

/** How likely each category is; or how many pictures each has. */
export function render(answer: ImagesAnswer, language: Language): readonly Chart[] {
  return [answer.kind === "picture" ? chances(answer, language) : categories(answer, language)].filter(
    (chart) => chart.labels.length > 0,
  );
}

function chances({ chances: found, candidate }: PictureAnswer, language: Language): BarChart {
  const zh = language === "zh";
  return {
    kind: "bar",
    title: zh ? "最可能的类别" : "What it most likely shows",
    caption: zh
      ? `${candidate} 模型给出的概率，在未参与学习的图片上校准。`
      : `Probabilities of the ${candidate} model, calibrated on pictures it had not learned from.`,
    format: { kind: "share" },
    labels: found.map(({ label }) => plainWords(label)),
    values: found.map(({ chance }) => chance),
  };
}

function categories({ categories: found }: CatalogueAnswer, language: Language): BarChart {
  const zh = language === "zh";
  return {
    kind: "bar",
    title: zh ? "各类别的图片数" : "Pictures by category",
    caption: zh
      ? "商品目录中的分类；图片越少的类别越难认准。"
      : "As the catalogue has them; a category of few pictures is told less surely.",
    format: { kind: "count" },
    labels: found.slice(0, MOST_BARS).map(({ label }) => plainWords(label)),
    values: found.slice(0, MOST_BARS).map(({ pictures }) => pictures),
  };
}
