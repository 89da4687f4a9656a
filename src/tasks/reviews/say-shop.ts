import { formatCount, formatRange, formatShare } from "#charts/format.js";
import type { Insight, Language } from "#charts/insight.js";
import { plainWords } from "#charts/plain-words.js";
import type { AspectSummary, Burst, Emerging, ShopAnswer } from "./answer.js";
import { aspectWord, dayOf } from "./wording.js";

/** The state of things first, then what changed, what costs stars, what to mend and what looks made. */
export function sayShop(answer: ShopAnswer, language: Language): readonly Insight[] {
  if (answer.counts.positive + answer.counts.negative === 0) return [nothing(answer, language)];
  return [
    overall(answer, language),
    ...answer.emerging.slice(0, 2).map((one) => emerging(one, answer, language)),
    ...costliest(answer, language),
    ...returned(answer, language),
    ...worstItem(answer, language),
    ...answer.bursts.slice(0, 2).map((burst) => made(burst, language)),
    ...contrary(answer, language),
  ];
}

function nothing({ counts, item }: ShopAnswer, language: Language): Insight {
  const reviews = formatCount(counts.reviews, language);
  const of = item ? plainWords(item.name, 60) : null;
  return language === "zh"
    ? {
        text: `${of ? `“${of}”` : "店里"}还没有**能读的评论**。`,
        tone: "neutral",
        evidence: `共 ${reviews} 条，既无文字也无明确评分。`,
      }
    : {
        text: `There are no **reviews to read** ${of ? `of ${of} ` : ""}yet.`,
        tone: "neutral",
        evidence: `${reviews} in all, without words and without plain stars.`,
      };
}

function overall(answer: ShopAnswer, language: Language): Insight {
  const { counts, item } = answer;
  const share = formatShare(counts.positive / (counts.positive + counts.negative), language);
  const about = mostSpokenOf(answer, language);
  const name = item ? plainWords(item.name, 60) : null;
  const evidence = whatWasRead(answer, language);
  if (language === "zh") {
    return {
      text: `${name ? `“${name}”的` : ""}评论 **${share} 是好评**${about.length > 0 ? `；${about.join("，")}` : ""}。`,
      tone: "neutral",
      evidence,
    };
  }
  return {
    text: `**${share}** of the reviews${name ? ` of ${name}` : ""} are positive${about.length > 0 ? `; ${about.join(", ")}` : ""}.`,
    tone: "neutral",
    evidence,
  };
}

function mostSpokenOf({ aspects }: ShopAnswer, language: Language): string[] {
  const zh = language === "zh";
  const [praised] = aspects.filter((one) => one.praised > 0).toSorted((a, b) => b.praised - a.praised);
  const [complained] = aspects.filter((one) => one.complained > 0).toSorted((a, b) => b.complained - a.complained);
  const word = ({ aspect }: AspectSummary) => aspectWord(aspect, language);
  return [
    ...(praised ? [zh ? `夸得最多的是${word(praised)}` : `most praise is for ${word(praised)}`] : []),
    ...(complained ? [zh ? `抱怨最多的是${word(complained)}` : `most complaints are about ${word(complained)}`] : []),
  ];
}

function whatWasRead({ counts, candidate, threshold }: ShopAnswer, language: Language): string {
  const [all, written] = [counts.reviews, counts.withText].map((count) => formatCount(count, language));
  const chinese = formatShare((counts.languages.zh + counts.languages.mixed) / Math.max(1, counts.withText), language);
  const from = formatShare(threshold, language);
  const stars = counts.stars?.toFixed(1);
  if (language === "zh") {
    return `${all} 条评论，${written} 条有文字（${chinese} 为中文）${stars ? `，平均 ${stars} 星` : ""}。有明确评分的以评分为准，其余由 ${candidate} 模型读出（好评概率达到 ${from}）。`;
  }
  return `${all} reviews, ${written} with words (${chinese} in Chinese)${stars ? `, ${stars} stars on average` : ""}. Plain stars count as they are; the others were read by the ${candidate} model (positive from a chance of ${from} on).`;
}

function emerging(
  { aspect, recent, before, firstAt, item }: Emerging,
  { timeZone }: ShopAnswer,
  language: Language,
): Insight {
  const now = formatShare(recent.complaints / recent.reviews, language);
  const then = formatShare(before.complaints / before.reviews, language);
  const day = dayOf(firstAt, timeZone);
  const since = formatRange(day, day, language);
  const counts = [recent.complaints, recent.reviews, before.complaints, before.reviews].map((n) =>
    formatCount(n, language),
  );
  if (language === "zh") {
    const about = item ? `，大多针对“${plainWords(item.name, 60)}”` : "";
    return {
      text: `对**${aspectWord(aspect, language)}**的抱怨近八周从 ${then} 升到 **${now}**${about}，始于 ${since}。`,
      tone: "warning",
      evidence: `近八周 ${counts[1]} 条谈到具体方面的评论中 ${counts[0]} 条抱怨，此前 ${counts[3]} 条中 ${counts[2]} 条；差异超过三个标准误。`,
    };
  }
  const about = item ? `, most of them about ${plainWords(item.name, 60)}` : "";
  return {
    text: `Complaints about **${aspectWord(aspect, language)}** rose from ${then} to **${now}** of reviews in eight weeks${about}; the first came on ${since}.`,
    tone: "warning",
    evidence: `${counts[0]} of the ${counts[1]} newest reviews that speak of something complain of it, against ${counts[2]} of ${counts[3]} before: more than three standard errors apart.`,
  };
}

/** The complaint that takes most stars in all: how often it is made times what it costs. */
function costliest({ aspects, counts }: ShopAnswer, language: Language): Insight[] {
  const proved = aspects.filter(
    (one): one is AspectSummary & { effect: NonNullable<AspectSummary["effect"]> } =>
      one.effect !== null && one.effect.upper < 0,
  );
  const [worst] = proved.toSorted((a, b) => a.complained * a.effect.mean - b.complained * b.effect.mean);
  if (!worst) return [];
  const { mean, lower, upper } = worst.effect;
  const stars = (value: number) => Math.abs(value).toFixed(1);
  const share = formatShare(worst.complained / Math.max(1, counts.withText), language);
  const name = aspectWord(worst.aspect, language);
  return [
    language === "zh"
      ? {
          text: `抱怨**${name}**的评论少给 **${stars(mean)} 星**，占有文字评论的 ${share}：改进它最能提高评分。`,
          tone: "warning",
          evidence: `与不抱怨它的评论相比，95% 区间 ${stars(upper)}–${stars(lower)} 星；同时提到的其他问题也计入其中，因此这是相关而非因果。`,
        }
      : {
          text: `Reviews that complain of **${name}** give **${stars(mean)} stars** fewer, and they are ${share} of those with words: no other complaint takes more.`,
          tone: "warning",
          evidence: `Against the reviews that do not complain of it; 95 % of such differences lie between ${stars(upper)} and ${stars(lower)}. What else those customers complain of is in it, so it says what goes together, not what causes what.`,
        },
  ];
}

/** Where a complaint goes with sending things back clearly more often than other reviews do. */
function returned({ aspects }: ShopAnswer, language: Language): Insight[] {
  const [most] = aspects
    .filter(
      ({ complained, sentBack }) =>
        complained >= 20 && sentBack.complaining > 2 * sentBack.others && sentBack.complaining > 0.05,
    )
    .toSorted((a, b) => b.sentBack.complaining - a.sentBack.complaining);
  if (!most) return [];
  const [with_, without] = [most.sentBack.complaining, most.sentBack.others].map((share) =>
    formatShare(share, language),
  );
  const name = aspectWord(most.aspect, language);
  return [
    language === "zh"
      ? {
          text: `抱怨${name}的顾客有 **${with_} 退了货**，其余评论者只有 ${without}。`,
          tone: "warning",
          evidence: `${formatCount(most.complained, language)} 条抱怨${name}的评论，按订单和商品与退款记录对应。`,
        }
      : {
          text: `**${with_}** of those who complain of ${name} sent the item back, against ${without} of the others.`,
          tone: "warning",
          evidence: `${formatCount(most.complained, language)} reviews complain of it; each was matched with the refunds of its order and item.`,
        },
  ];
}

function worstItem({ items, counts }: ShopAnswer, language: Language): Insight[] {
  const [worst] = items;
  const usual = counts.positive / (counts.positive + counts.negative);
  if (!worst || worst.positiveShare > usual - 0.15) return [];
  const [share, all] = [worst.positiveShare, usual].map((value) => formatShare(value, language));
  const name = plainWords(worst.name, 60);
  const reviews = formatCount(worst.reviews, language);
  if (language === "zh") {
    const why = worst.worst ? `，多半因为${aspectWord(worst.worst, language)}` : "";
    return [
      {
        text: `先看看**${name}**：只有 ${share} 好评${why}。`,
        tone: "warning",
        evidence: `${reviews} 条评论；全店 ${all}。评论少的商品已按多两条（一好一差）计算后再排序。`,
      },
    ];
  }
  const why = worst.worst ? `, mostly for its ${aspectWord(worst.worst, language)}` : "";
  return [
    {
      text: `Look at **${name}** first: only ${share} of its reviews are positive${why}.`,
      tone: "warning",
      evidence: `${reviews} reviews; the shop as a whole has ${all}. Items were ordered as if each had two more reviews, one of each kind, so that few reviews say little.`,
    },
  ];
}

function made(burst: Burst, language: Language): Insight {
  const reviews = formatCount(burst.reviews, language);
  const zh = language === "zh";
  if (burst.kind === "copies") {
    const customers = formatCount(burst.customers, language);
    const text = plainWords(burst.text, 60);
    return zh
      ? {
          text: `**${reviews} 条评论**几乎一字不差：“${text}”。`,
          tone: "warning",
          evidence: `来自 ${customers} 位顾客；四字片段有七成以上相同即视为同文，是否造假需人工判断。`,
        }
      : {
          text: `**${reviews} reviews** are copies of each other: “${text}”.`,
          tone: "warning",
          evidence: `By ${customers} customers; texts that share seven in ten of their four-letter pieces count as copies. Whether they were made up is for you to judge.`,
        };
  }
  const day = formatRange(burst.day, burst.day, language);
  const usual = formatCount(Math.max(1, Math.round(burst.usual * 30)), language);
  const name = plainWords(burst.item.name, 60);
  return zh
    ? {
        text: `“${name}”在 ${day} 一天就有 **${reviews} 条好评**，像是刷出来的。`,
        tone: "warning",
        evidence: `该商品平常约每月 ${usual} 条；这样的一天纯属偶然的机会不到千分之一。`,
      }
    : {
        text: `${name} got **${reviews} good reviews** on ${day} alone, which looks made.`,
        tone: "warning",
        evidence: `It usually gets about ${usual} a month; a day like this comes by chance less than once in a thousand such items.`,
      };
}

function contrary({ counts }: ShopAnswer, language: Language): Insight[] {
  if (counts.contrary < 3) return [];
  const count = formatCount(counts.contrary, language);
  return [
    language === "zh"
      ? {
          text: `**${count} 条评论**的评分与文字相反，多半看错了星级。`,
          tone: "neutral",
          evidence: "文字读出的好坏与评分相反，且把握超过 95%。",
        }
      : {
          text: `**${count} reviews** have stars that contradict their words: their writers probably misread the scale.`,
          tone: "neutral",
          evidence: "The words say the opposite of the stars with more than 95 % certainty.",
        },
  ];
}
