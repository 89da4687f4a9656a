import { formatCount, formatShare } from "#charts/format.js";
import type { Insight, Language } from "#charts/insight.js";
import { plainWords } from "#charts/plain-words.js";
import type { CatalogueAnswer, ImagesAnswer, PictureAnswer } from "./answer.js";
import { faultsText } from "./wording.js";

/** What the pictures show and what is wrong with them, in sentences, each with how we know it. */
export function say(answer: ImagesAnswer, language: Language): readonly Insight[] {
  return answer.kind === "picture" ? sayPicture(answer, language) : sayCatalogue(answer, language);
}

function sayPicture(answer: PictureAnswer, language: Language): Insight[] {
  const { known, label, faults } = answer;
  const zh = language === "zh";
  const insights = [verdict(answer, language)];
  if (known !== null && label !== null && known !== label) {
    insights.push({
      text: zh
        ? `商品目录将其归为“${plainWords(known)}”，与图片**不符**。`
        : `The catalogue says ${plainWords(known)}, which the picture **does not look like**.`,
      tone: "warning",
      evidence: zh ? "请核对该商品的分类或图片。" : "Look whether the item's category or its picture is the wrong one.",
    });
  }
  if (faults.length > 0) {
    insights.push({
      text: zh ? `照片质量：${faultsText(faults, language)}。` : `The photo is ${faultsText(faults, language)}.`,
      tone: "warning",
      evidence: photoEvidence[language],
    });
  }
  return insights;
}

function verdict({ label, chances, threshold, candidate, learned }: PictureAnswer, language: Language): Insight {
  const zh = language === "zh";
  const [best, second] = chances;
  const sure = formatShare(best?.chance ?? 0, language);
  const from = formatShare(threshold, language);
  const evidence = zh
    ? `${candidate} 模型，学自 ${formatCount(learned.pictures, language)} 张图片、${learned.classes} 个类别；概率达到 ${from} 才算有把握。`
    : `The ${candidate} model learned from ${formatCount(learned.pictures, language)} pictures of ${learned.classes} categories; from ${from} on it counts as sure.`;
  if (label !== null) {
    return {
      text: zh
        ? `图中是**${plainWords(label)}**（${sure} 把握）。`
        : `It shows **${plainWords(label)}** (${sure} sure).`,
      tone: "good",
      evidence,
    };
  }
  const names = [best, second].flatMap((one) =>
    one ? [`${plainWords(one.label)} ${formatShare(one.chance, language)}`] : [],
  );
  return {
    text: zh ? `**没有把握**：可能是 ${names.join("或 ")}。` : `**Not sure**: perhaps ${names.join(", or ")}.`,
    tone: "neutral",
    evidence,
  };
}

function sayCatalogue(answer: CatalogueAnswer, language: Language): Insight[] {
  return [
    summary(answer, language),
    ...misplaced(answer, language),
    ...copies(answer, language),
    ...faulty(answer, language),
    ...refused(answer, language),
  ];
}

function summary(
  { pictures, categories, candidate, learned, suggested }: CatalogueAnswer,
  language: Language,
): Insight {
  const zh = language === "zh";
  const count = formatCount(pictures, language);
  const open = formatCount(suggested.length, language);
  const suggestion =
    suggested.length === 0
      ? ""
      : zh
        ? `，其中 ${open} 张未分类的可以自动归类`
        : `; ${open} without a category can be given one`;
  return {
    text: zh
      ? `**${count} 张**商品图片，${categories.length} 个类别${suggestion}。`
      : `**${count} product pictures** of ${categories.length} categories${suggestion}.`,
    tone: "neutral",
    evidence: zh
      ? `${candidate} 模型，学自 ${formatCount(learned.pictures, language)} 张图片；准确率见下方对比。`
      : `The ${candidate} model learned from ${formatCount(learned.pictures, language)} of them; how often it is right is measured below.`,
  };
}

function misplaced({ misplaced: found }: CatalogueAnswer, language: Language): Insight[] {
  const [first] = found;
  if (!first) return [];
  const zh = language === "zh";
  const count = formatCount(found.length, language);
  const { name, known, label, nearest } = first;
  return [
    {
      text: zh
        ? `**${count} 张图片**与所属类别不像，例如“${plainWords(name)}”：归为“${plainWords(known)}”，看上去是“${plainWords(label)}”。`
        : `**${count} pictures** look like another category than theirs, such as ${plainWords(name)}: filed under ${plainWords(known)}, it looks like ${plainWords(label)}.`,
      tone: "warning",
      evidence: zh
        ? `最相似的 ${nearest.of} 张其他商品图片中 ${nearest.agree} 张属于“${plainWords(label)}”。是否归错需人工判断。`
        : `Of the ${nearest.of} pictures of other items most like it, ${nearest.agree} are of ${plainWords(label)}. Whether it is filed wrongly is for you to judge.`,
    },
  ];
}

function copies({ copies: found }: CatalogueAnswer, language: Language): Insight[] {
  const [first] = found;
  if (!first) return [];
  const zh = language === "zh";
  const count = formatCount(found.length, language);
  const [one, other] = [plainWords(first.one.name), plainWords(first.other.name)];
  return [
    {
      text: zh
        ? `**${count} 对商品**用了同一张照片，例如“${one}”和“${other}”。`
        : `**${count} pairs of items** share a photo, such as ${one} and ${other}.`,
      tone: "warning",
      evidence: zh
        ? "缩放、压缩、调亮后的副本也算；64 位差异哈希最多差 4 位，且像素几乎相同。"
        : "Scaled, compressed and brightened copies count: at most 4 of the 64 bits of their difference hash differ, and their pixels hardly.",
    },
  ];
}

function faulty({ faulty: found, lookedAt }: CatalogueAnswer, language: Language): Insight[] {
  const [first] = found;
  if (!first) return [];
  const zh = language === "zh";
  const [count, of] = [formatCount(found.length, language), formatCount(lookedAt, language)];
  return [
    {
      text: zh
        ? `${of} 张主图中 **${count} 张**质量不佳，例如“${plainWords(first.name)}”：${faultsText(first.faults, language)}。`
        : `**${count} of ${of} main photos** could be better, such as that of ${plainWords(first.name)}: ${faultsText(first.faults, language)}.`,
      tone: "warning",
      evidence: photoEvidence[language],
    },
  ];
}

function refused({ refused: found }: CatalogueAnswer, language: Language): Insight[] {
  const [first] = found;
  if (!first) return [];
  const zh = language === "zh";
  const count = formatCount(found.length, language);
  return [
    {
      text: zh
        ? `**${count} 张图片**无法使用，例如 ${plainWords(first.name)}。`
        : `**${count} pictures** could not be used, such as ${plainWords(first.name)}.`,
      tone: "warning",
      evidence: zh ? `原因：${plainWords(first.reason, 160)}` : `It ${plainWords(first.reason, 160)}.`,
    },
  ];
}

const photoEvidence: Readonly<Record<Language, string>> = {
  en: "Small: under 200 pixels on the shorter side. Blurred: its sharpest edges are wider than some five pixels of 256. Busy: brightness along the rim varies by more than a seventh of black to white.",
  zh: "过小：短边不足 200 像素。模糊：缩至 256 像素后最清晰的边缘仍宽于约五个像素。杂乱：四周边缘的明暗起伏超过黑白之差的七分之一。",
};
