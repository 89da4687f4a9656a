import { formatRange } from "#charts/format.js";
import type { Language } from "#charts/insight.js";
import type { Quote, QuoteList } from "#charts/page-model.js";
import { plainWords } from "#charts/plain-words.js";
import type { Opinion, QuotedReview, ReviewsAnswer, ShopAnswer } from "./answer.js";
import { aspectWord, dayOf } from "./wording.js";

/** Reviews worth reading, what they praise and complain of marked. */
export function quotes(answer: ReviewsAnswer, language: Language): readonly QuoteList[] {
  const zh = language === "zh";
  if (answer.kind === "text") {
    const { text, opinions } = answer;
    if (opinions.length === 0) return [];
    const note = opinionsNote(opinions, language);
    return [{ title: zh ? "读到了什么" : "How it was read", quotes: [{ text, marks: marksOf(opinions), note }] }];
  }
  const rising = answer.emerging.slice(0, 2).map(({ aspect, quotes: said }) => ({
    title: zh ? `新近对${aspectWord(aspect, language)}的抱怨` : `New complaints about ${aspectWord(aspect, language)}`,
    quotes: said.map((review) => quoted(review, answer, language)),
  }));
  const best = answer.quotes.map((review) => quoted(review, answer, language));
  return [...rising, { title: zh ? "值得一读" : "Worth reading", quotes: best }].filter(
    (list) => list.quotes.length > 0,
  );
}

function quoted(review: QuotedReview, { timeZone }: ShopAnswer, language: Language): Quote {
  const { text, opinions, rating, at, item } = review;
  const zh = language === "zh";
  const day = at === null ? null : dayOf(at, timeZone);
  const stars = rating === null ? null : zh ? `${round(rating)} 星` : `${round(rating)} stars`;
  const facts = [stars, day && formatRange(day, day, language), item && plainWords(item, 40)].filter(Boolean);
  return {
    text,
    marks: marksOf(opinions),
    note: [...facts, opinionsNote(opinions, language)].filter(Boolean).join(" · "),
  };
}

const round = (rating: number) => String(Math.round(rating * 10) / 10);

function marksOf(opinions: readonly Opinion[]): Quote["marks"] {
  return opinions
    .toSorted((a, b) => a.start - b.start)
    .map(({ start, end, sentiment }) => ({ start, end, tone: sentiment === "positive" ? "good" : "bad" }) as const);
}

/** "read as: size −, colour +" */
function opinionsNote(opinions: readonly Opinion[], language: Language): string {
  const signs = new Map(
    opinions.map(({ aspect, sentiment }) => [
      `${aspect} ${sentiment}`,
      `${aspectWord(aspect, language)} ${sentiment === "positive" ? "+" : "−"}`,
    ]),
  );
  if (signs.size === 0) return "";
  return language === "zh" ? `读作：${[...signs.values()].join("，")}` : `read as: ${[...signs.values()].join(", ")}`;
}
