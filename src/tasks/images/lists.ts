import { formatShare } from "#charts/format.js";
import type { Language } from "#charts/insight.js";
import type { ItemList } from "#charts/page-model.js";
import { plainWords } from "#charts/plain-words.js";
import type { CatalogueAnswer, ImagesAnswer, PictureAnswer } from "./answer.js";
import { faultsText } from "./wording.js";

/** Pictures to look at, each with the reason. */
export function lists(answer: ImagesAnswer, language: Language): readonly ItemList[] {
  const found = answer.kind === "picture" ? ofPicture(answer, language) : ofCatalogue(answer, language);
  return found.filter(({ items }) => items.length > 0);
}

function ofPicture({ shown, marked, label, similar }: PictureAnswer, language: Language): ItemList[] {
  const zh = language === "zh";
  const spoke = label === null ? (zh ? "没有把握" : "not sure") : plainWords(label);
  return [
    {
      title: zh ? "图片及判断依据" : "The picture, and what spoke for the answer",
      items: marked
        ? [
            {
              name: plainWords(shown.name),
              reason: zh ? `标色处支持：${spoke}` : `marked: what spoke for ${spoke}`,
              picture: marked,
            },
          ]
        : [],
    },
    {
      title: zh ? "外观相似的商品" : "Items that look like it",
      items: similar.map(({ name, likeness, picture }) => ({
        name: plainWords(name),
        reason: zh ? `相似度 ${formatShare(likeness, language)}` : `${formatShare(likeness, language)} alike`,
        picture,
      })),
    },
  ];
}

function ofCatalogue(answer: CatalogueAnswer, language: Language): ItemList[] {
  const zh = language === "zh";
  return [
    {
      title: zh ? "可能归错类的图片" : "Perhaps filed wrongly",
      items: answer.misplaced.map(({ name, known, label, nearest, picture }) => ({
        name: plainWords(name),
        reason: zh
          ? `归为“${plainWords(known)}”；最像的 ${nearest.of} 张中 ${nearest.agree} 张是“${plainWords(label)}”`
          : `filed under ${plainWords(known)}; ${nearest.agree} of the ${nearest.of} most like it are ${plainWords(label)}`,
        picture,
      })),
    },
    {
      title: zh ? "可以自动归类的图片" : "Without a category",
      items: answer.suggested.map(({ name, label, chance, picture }) => ({
        name: plainWords(name),
        reason: zh
          ? `应为“${plainWords(label)}”（${formatShare(chance, language)}）`
          : `shows ${plainWords(label)} (${formatShare(chance, language)} sure)`,
        picture,
      })),
    },
    {
      title: zh ? "共用一张照片的商品" : "Items that share a photo",
      items: answer.copies.map(({ one, other }) => ({
        name: plainWords(one.name),
        reason: zh ? `与“${plainWords(other.name)}”相同` : `the same as that of ${plainWords(other.name)}`,
        picture: one.picture,
      })),
    },
    {
      title: zh ? "质量不佳的主图" : "Photos that could be better",
      items: answer.faulty
        .filter(({ picture }) => picture !== "")
        .map(({ name, faults, picture }) => ({
          name: plainWords(name),
          reason: faultsText(faults, language),
          picture,
        })),
    },
    {
      title: zh ? "模型看的是哪里" : "What the model looks at",
      items: answer.examples.map(({ name, marked, label, chance }) => ({
        name: plainWords(name),
        reason: zh
          ? `标色处支持：${plainWords(label)}（${formatShare(chance, language)}）`
          : `marked: what spoke for ${plainWords(label)} (${formatShare(chance, language)})`,
        picture: marked,
      })),
    },
  ];
}
