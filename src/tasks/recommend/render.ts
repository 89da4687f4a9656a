import type { BarChart, Chart } from "#charts/chart.js";
import type { Language } from "#charts/insight.js";
import type { RecommendAnswer } from "./answer.js";
import { deed, reasonText, shown } from "./wording.js";

/** How strongly each item is recommended, and which of the past items stand behind it. */
export function render(answer: RecommendAnswer, language: Language): readonly Chart[] {
  const charts = [strengths(answer, language), influences(answer, language)];
  return charts.filter((chart) => chart !== null);
}

function strengths(answer: RecommendAnswer, language: Language): BarChart | null {
  if (answer.slot !== "for-you" || answer.kind === "stranger") return null;
  const supported = answer.items.filter(({ score }) => score > 0);
  const best = supported[0]?.score;
  if (best === undefined) return null;
  const customer = shown({ item: answer.customer, name: answer.customer });
  return {
    kind: "bar",
    title: language === "zh" ? `下一步推荐给顾客 ${customer}` : `What to show customer ${customer} next`,
    caption:
      language === "zh"
        ? `推荐强度，以第一名为 100%。由 ${answer.candidate} 模型根据该顾客的历史记录得出。`
        : `Strength of each recommendation, the first being 100 %, as the ${answer.candidate} model reads this customer's past.`,
    format: { kind: "share" },
    labels: supported.map(shown),
    values: supported.map(({ score }) => score / best),
    notes: supported.map((item) => reasonText(answer, item, language)),
  };
}

/** Each past item's part in all the reasons given, the recommendations weighing alike. */
function influences(answer: RecommendAnswer, language: Language): BarChart | null {
  const shares = new Map<string, number>();
  for (const reason of answer.items.flatMap(({ reasons }) => reasons)) {
    shares.set(shown(reason), (shares.get(shown(reason)) ?? 0) + reason.share);
  }
  const total = [...shares.values()].reduce((sum, share) => sum + share, 0);
  if (total <= 0) return null;
  const strongest = [...shares].sort((a, b) => b[1] - a[1]).slice(0, 5);
  const { past } = deed(answer, language);
  return {
    kind: "bar",
    title: language === "zh" ? "推荐依据：过往商品" : "What the recommendations rest on",
    caption:
      language === "zh"
        ? `该顾客${past}的各商品在推荐理由中所占的比重；每条推荐只计最重要的三个理由。`
        : `How much of the reasons each item the customer ${past} gives, counting the three strongest reasons of every recommendation.`,
    format: { kind: "share" },
    labels: strongest.map(([name]) => name),
    values: strongest.map(([, share]) => share / total),
  };
}
