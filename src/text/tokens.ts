import type { Span } from "./sentences.js";

/** What a text is cut into before its parts are tagged. */
export const tokenUnits = ["characters", "words"] as const;
export type TokenUnit = (typeof tokenUnits)[number];

/** Letters and digits in a row are a word, a Chinese character or a sign each one too. */
const WORD = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+(?:['’](?:(?!\p{Script=Han})\p{L})+)*|\S/gu;
const CHARACTER = /\S/gu;

/** The tokens of a text, in order and with their places; white space is none. */
export function tokensIn(text: string, unit: TokenUnit): (Span & { readonly text: string })[] {
  return Array.from(text.matchAll(unit === "characters" ? CHARACTER : WORD), ({ 0: token, index }) => ({
    text: token,
    start: index,
    end: index + token.length,
  }));
}

/** How texts that come in tokens were cut: into characters where no token is longer. */
export function unitOf(texts: readonly { readonly tokens: readonly string[] }[]): TokenUnit {
  const isOne = (token: string) => token.length === 1 || Array.from(token).length === 1;
  return texts.every(({ tokens }) => tokens.every(isOne)) ? "characters" : "words";
}
