import { formatShare } from "#charts/format.js";
import type { Language } from "#charts/insight.js";
import type { Fault } from "./answer.js";

/** What is wrong with a photo, in a few words. */
export function faultText(fault: Fault, language: Language): string {
  const zh = language === "zh";
  switch (fault.kind) {
    case "small":
      return zh ? `过小（短边 ${fault.pixels} 像素）` : `small (${fault.pixels} pixels on its shorter side)`;
    case "blurred":
      return zh ? "模糊，没有清晰的边缘" : "blurred: no edge in it is sharp";
    case "background":
      return zh
        ? `背景杂乱（边缘明暗起伏 ${formatShare(fault.spread, language)}）`
        : `busy background (brightness varies by ${formatShare(fault.spread, language)} along its rim)`;
    default:
      return fault satisfies never;
  }
}

export const faultsText = (faults: readonly Fault[], language: Language): string =>
  faults.map((fault) => faultText(fault, language)).join(language === "zh" ? "；" : "; ");
