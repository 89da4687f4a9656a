import { formatCount } from "#charts/format.js";
import type { Insight, Language } from "#charts/insight.js";
import type { RecommendAnswer } from "./answer.js";
import type { NamedItem } from "./catalogue.js";
import type { RuleEffect, RuleName } from "./rules.js";
import { shown } from "./wording.js";

/** Why a rule leaves items out, and what it needs to know. */
const words: Readonly<Record<Language, Readonly<Record<RuleName, { because: string; needs: string }>>>> = {
  en: {
    bought: { because: "as the customer's already", needs: "a customer's past" },
    stock: { because: "as out of stock", needs: "stock in the catalogue" },
    category: { because: "as of other categories", needs: "categories in the catalogue" },
    margin: { because: "because others leave more margin", needs: "prices and costs in the catalogue" },
    diversity: { because: "as too much like others shown", needs: "names, categories or brands" },
    brand: { because: "because the brand has its share already", needs: "brands in the catalogue" },
  },
  zh: {
    bought: { because: "因为该顾客已有", needs: "顾客的历史记录" },
    stock: { because: "因为已缺货", needs: "目录中的库存信息" },
    category: { because: "因为属于其他类目", needs: "目录中的类目" },
    margin: { because: "因为其他商品毛利更高", needs: "目录中的价格和成本" },
    diversity: { because: "因为与已展示的商品相近", needs: "名称、类目或品牌" },
    brand: { because: "因为该品牌已达上限", needs: "目录中的品牌" },
  },
};

const NAMES_SHOWN = 3;

/** What the rules changed, and which could change nothing for want of data. That nobody is shown what they have goes without saying. */
export function sayRules({ rules }: RecommendAnswer, language: Language): readonly Insight[] {
  return rules.filter(({ rule }) => rule !== "bought").flatMap((effect) => said(effect, language));
}

function said(effect: RuleEffect, language: Language): readonly Insight[] {
  const { because, needs } = words[language][effect.rule];
  const isAsked = effect.rule !== "stock"; // which is on by itself
  if (effect.known === 0 && isAsked) {
    return [
      {
        text:
          language === "zh"
            ? `规则“${effect.rule}”**无法生效**：缺少${needs}。`
            : `The rule on ${effect.rule} **could not count**: it needs ${needs}.`,
        tone: "warning",
        evidence: language === "zh" ? `设定值 ${effect.setting}。` : `It was set to ${effect.setting}.`,
      },
    ];
  }
  if (effect.out.length === 0) return [];
  const [out, came] = [list(effect.out, language), list(effect.came, language)];
  const count = formatCount(effect.out.length, language);
  return [
    {
      text:
        language === "zh"
          ? `**${count} 件**商品被换下，${because}：${out}。`
          : `**${count}** ${effect.out.length === 1 ? "item was" : "items were"} left out ${because}: ${out}.`,
      tone: "neutral",
      evidence:
        language === "zh"
          ? came
            ? `换上的是：${came}。`
            : "没有其他商品可以换上。"
          : came
            ? `In their stead: ${came}.`
            : "There was nothing to show in their stead.",
    },
  ];
}

function list(items: readonly NamedItem[], language: Language): string {
  const names = items.slice(0, NAMES_SHOWN).map(shown);
  const more = items.length - names.length;
  if (language === "zh") return `${names.join("、")}${more > 0 ? `等 ${items.length} 件` : ""}`;
  return `${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
