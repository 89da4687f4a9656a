import type { Language } from "#charts/insight.js";
import type { AspectName } from "#text/aspect-words.js";

const aspects: Readonly<Record<AspectName, Readonly<Record<Language, string>>>> = {
  quality: { en: "quality", zh: "质量" },
  size: { en: "size", zh: "尺码" },
  colour: { en: "colour", zh: "颜色" },
  price: { en: "price", zh: "价格" },
  delivery: { en: "delivery", zh: "物流" },
  service: { en: "service", zh: "服务" },
  look: { en: "look", zh: "外观" },
  use: { en: "use", zh: "使用感受" },
};

export function aspectWord(aspect: AspectName, language: Language): string {
  return aspects[aspect][language];
}

/** The day of a moment in the shop's zone, as YYYY-MM-DD. */
export function dayOf(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(at);
}
