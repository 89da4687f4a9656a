import { plainText } from "./plain-text.js";

/** Words from a shop's data, fit to stand in a sentence: short, on one line, without marks of emphasis. */
export const plainWords = (text: string, longest = 60): string => plainText(text.replaceAll("*", ""), longest) || "–";
