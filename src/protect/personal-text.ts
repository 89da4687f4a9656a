import { findBankCards } from "./finders/bank-card.js";
import { findEmails } from "./finders/email.js";
import { findIdentityNumbers } from "./finders/identity-number.js";
import { besideNames, findNames } from "./finders/name.js";
import { findPhones } from "./finders/phone.js";
import { plainText } from "./finders/plain-text.js";
import type { Span } from "./finders/span.js";

/** What an address is replaced by, and what anything else. */
export const EMAIL_MASK = "•@•";
export const MASK = "•••";

const numbersAndAddresses = [findEmails, findIdentityNumbers, findBankCards, findPhones]; // the surer before the less sure

/**
 * What texts are searched for: a sentence for all; a label, such as the name of an article, for addresses and numbers:
 * "Hello Kitty" greets nobody.
 */
export type TextKind = "sentence" | "label";

/** A pattern that every text with anything personal in it matches, without regard to case, for SQL to sort out the others. */
export const SUSPICIOUS = `[@＠]|%40|[(\\[{（［] ?at ?[)\\]}）］]|[0-9０-９](?:[^0-9０-９]{0,4}[0-9０-９]){6}|${besideNames}`;

/** What is personal in a text, from its beginning to its end, none overlapping another. */
export function personalIn(text: string, kind: TextKind = "sentence"): readonly Span[] {
  const plain = plainText(text);
  const spans: Span[] = [];
  for (const find of kind === "sentence" ? [...numbersAndAddresses, findNames] : numbersAndAddresses) {
    for (const span of find(plain)) {
      if (spans.every(({ start, end }) => span.end <= start || span.start >= end)) spans.push(span);
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}

/**
 * `text` with personal data hidden: e-mail addresses, phone numbers, identity and card numbers, and names where it is
 * sure that they are. Made for reviews, notes and searches, where prices, dates and the numbers of orders and articles
 * have to stay.
 */
export function withoutPersonal(text: string, of: TextKind = "sentence"): string {
  let hidden = "";
  let at = 0;
  for (const { kind, start, end } of personalIn(text, of)) {
    hidden += text.slice(at, start) + (kind === "email" ? EMAIL_MASK : MASK);
    at = end;
  }
  return hidden + text.slice(at);
}
