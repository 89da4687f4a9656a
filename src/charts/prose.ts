import { escapeHtml, type Html, markup } from "./html.js";

/**
 * A sentence as markup: `**bold**` becomes bold, everything else is text. A number and its unit are kept on one
 * line: "31 %" never breaks between the two.
 */
export function prose(sentence: string): Html {
  const bound = sentence.replace(UNIT_SPACE, "$1\u00a0");
  return markup(escapeHtml(bound).replace(/\*\*(?! )([^*]+?)\*\*/g, "<b>$1</b>"));
}

const UNIT_SPACE = /(\d) (?=(?:%|points?\b|pp\b|k?B\b|MiB\b|GiB\b|min\b|ms\b|s\b|h\b|个百分点|秒|分|小时))/g;
