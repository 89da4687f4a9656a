import { escapeHtml, type Html, markup } from "./html.js";

const UNIT_SPACE = /(\d) (?=(?:%|points?\b|pp\b|k?B\b|MiB\b|GiB\b|min\b|ms\b|s\b|h\b|个百分点|秒|分|小时))/g;
const CHINESE_AMOUNT = /\d[\d.,]{0,14}[万亿]/g;

/**
 * A sentence as markup: `**bold**` becomes bold, everything else is text. A number and its unit stay on one line:
 * neither "31 %" nor "1.8万" breaks between the two.
 */
export function prose(sentence: string): Html {
  const bound = escapeHtml(sentence.replace(UNIT_SPACE, "$1\u00a0"));
  const whole = bound.replace(CHINESE_AMOUNT, (amount) => `<span class="whole">${amount}</span>`);
  return markup(whole.replace(/\*\*(?! )([^*]+?)\*\*/g, "<b>$1</b>"));
}
