import type { Aspect, SimulatedItem } from "./catalogue.js";
import type { ReviewLanguage } from "./review-language.js";
import type { Sentences, Sentiment } from "./review-sentences.js";
import { chinese } from "./review-sentences-chinese.js";
import { english } from "./review-sentences-english.js";

const sentences: Readonly<Record<ReviewLanguage, Sentences>> = { en: english, zh: chinese };

/** What a review is to say. */
export interface Opinion {
  readonly item: SimulatedItem;
  readonly language: ReviewLanguage;
  readonly sentiment: Sentiment;
  readonly aspects: readonly { readonly aspect: Aspect; readonly sentiment: Sentiment }[];
}

/** Puts an opinion into words: an opening, a sentence for each aspect, perhaps a closing; and a title where they have one. */
export function reviewText(opinion: Opinion, random: () => number): { title: string | null; text: string } {
  const { item, language, sentiment } = opinion;
  const words = sentences[language];
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? "";
  const parts = [pick(words.openings[sentiment])];
  let before = sentiment;
  let unused = words.turns;
  for (const { aspect, sentiment: turned } of opinion.aspects) {
    const said = pick(words.aspects[aspect === "size" && item.type.sized !== "worn" ? "measure" : aspect][turned]);
    const connector = turned === before ? "" : pick(unused[turned]);
    const without = (list: readonly string[]) => list.filter((word) => word !== connector);
    unused = { positive: without(unused.positive), negative: without(unused.negative) };
    parts.push(connected(connector, said, language));
    before = turned;
  }
  parts.push(pick(words.closings[sentiment]));
  const text = parts.filter((part) => part !== "").join(language === "en" ? " " : "");
  const chinese = language === "zh";
  const named = text
    .replaceAll("{noun}", chinese ? item.type.nameChinese : item.type.noun)
    .replaceAll("{colour}", chinese ? item.colour.nameChinese : item.colour.name);
  return { title: pick(words.titles[sentiment]) || null, text: named };
}

/** One sentence, joined to the one before it where it turns from it. */
function connected(connector: string, sentence: string, language: ReviewLanguage): string {
  if (language === "zh") return `${connector}${sentence}。`;
  const keepsCapital = connector === "" || /^I\b/.test(sentence);
  return `${connector}${keepsCapital ? sentence : sentence.charAt(0).toLowerCase() + sentence.slice(1)}.`;
}
