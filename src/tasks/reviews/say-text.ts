import { formatCount, formatShare } from "#charts/format.js";
import type { Insight, Language } from "#charts/insight.js";
import { plainWords } from "#charts/plain-words.js";
import { isStopWord } from "#text/stop-words.js";
import type { TextAnswer } from "./answer.js";
import { aspectWord } from "./wording.js";

const WORDS_SAID = 3;

export function sayText(answer: TextAnswer, language: Language): readonly Insight[] {
  const cautions = [...unread(answer, language)];
  if (answer.label === "unknown") return [noWords(language)];
  return [verdict(answer, language), ...opinions(answer, language), ...names(answer, language), ...cautions];
}

function verdict(answer: TextAnswer, language: Language): Insight {
  const { label, probability, threshold } = answer;
  const sure = formatShare(label === "positive" ? probability : 1 - probability, language);
  const telling = answer.words
    .filter(({ amount, text }) => amount > 0 === (label === "positive") && !isStopWord(text.toLowerCase()))
    .slice(0, WORDS_SAID);
  const words = telling.map(({ text }) => plainWords(text, 40));
  const tone = label === "positive" ? "good" : "warning";
  if (language === "zh") {
    const because = words.length > 0 ? `，主要因为“${words.join("”“")}”` : "";
    return {
      text: `这段话是**${label === "positive" ? "好评" : "差评"}**（${sure} 把握）${because}。`,
      tone,
      evidence: `好评概率 ${formatShare(probability, language)}，达到 ${formatShare(threshold, language)} 即判为好评。${learnedFrom(answer, language)}`,
    };
  }
  const because = words.length > 0 ? `, mostly for “${words.join("”, “")}”` : "";
  return {
    text: `This is **${label}** (${sure} sure)${because}.`,
    tone,
    evidence: `The chance that it is positive is ${formatShare(probability, language)}; from ${formatShare(threshold, language)} on it is called so. ${learnedFrom(answer, language)}`,
  };
}

function opinions({ opinions: said }: TextAnswer, language: Language): Insight[] {
  if (said.length === 0) return [];
  const zh = language === "zh";
  const list = said.slice(0, 6).map(({ aspect, sentiment, text }) => {
    const sign = sentiment === "positive" ? "+" : "−";
    return `${aspectWord(aspect, language)} ${sign}${zh ? `“${plainWords(text, 60)}”` : ` “${plainWords(text, 60)}”`}`;
  });
  return [
    {
      text: zh ? `说到：${list.join("；")}。` : `It speaks of ${list.join("; ")}.`,
      tone: "neutral",
      evidence: zh
        ? "按词表找出谈到的方面；褒贬由该分句中的褒贬词和模型共同判断。"
        : "Aspects are found by a list of phrases; whether a clause praises is told by its own words and the model together.",
    },
  ];
}

const NAMES_SAID = 8;

/** What the text names, where the shop has taught that: what patterns find is plain to see. */
function names({ entities, taught }: TextAnswer, language: Language): Insight[] {
  if (!taught || entities.length === 0) return [];
  const zh = language === "zh";
  const list = entities.slice(0, NAMES_SAID).map(({ kind, text }) => `${kind} “${plainWords(text, 40)}”`);
  const texts = formatCount(taught.texts, language);
  const { measured } = taught;
  const share = measured && formatShare(measured.f1, language);
  return [
    {
      text: zh ? `提到：${list.join("，")}。` : `It names ${list.join(", ")}.`,
      tone: "neutral",
      evidence: zh
        ? `学自 ${texts} 条标注文本${share ? `；在未学的十分之一上，名称完全一致的 F1 为 ${share}` : ""}。`
        : `Learned from ${texts} texts with their names marked${share ? `; on a tenth held back the F1 of exactly the same names was ${share}` : ""}.`,
    },
  ];
}

/** Languages nobody here can read are said to be that. */
function unread({ language: written }: TextAnswer, language: Language): Insight[] {
  if (written !== "other" && written !== "none") return [];
  const none = written === "none";
  return [
    language === "zh"
      ? {
          text: none ? "文中没有文字，只能凭符号判断，请**勿轻信**。" : "这段话既非中文也非英文，判断**不可靠**。",
          tone: "warning",
          evidence: "模型只学过中文和英文的评论。",
        }
      : {
          text: none
            ? "There are no words in it, only signs: **do not rely** on this judgement."
            : "It is neither English nor Chinese: **do not rely** on this judgement.",
          tone: "warning",
          evidence: "The model has learned from reviews in English and Chinese only.",
        },
  ];
}

function noWords(language: Language): Insight {
  return language === "zh"
    ? {
        text: "这段话没有可读的内容，**无法判断**。",
        tone: "neutral",
        evidence: "去除网页标记和不可见字符后没有剩下任何内容。",
      }
    : {
        text: "There is nothing to read in it: it **cannot be judged**.",
        tone: "neutral",
        evidence: "Without markup and invisible characters nothing is left.",
      };
}

function learnedFrom({ candidate, learned }: TextAnswer, language: Language): string {
  const count = formatCount(learned.reviews, language);
  return language === "zh"
    ? `${candidate} 模型，学自 ${count} 条有评分的评论。`
    : `The ${candidate} model learned from ${count} rated reviews.`;
}
