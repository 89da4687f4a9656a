import { digitsOf, type Finder, numbersAThing, spansOf } from "./span.js";

const CANDIDATE = /(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w]|[.-]\d)/g;
const GROUPED =
  /^(?:\d+|\d{4}(?:([ -])\d{4}){2}\1\d{1,4}(?:\1\d{1,4})?|\d{4}([ -])\d{6}\2\d{4,5}|\d{6}([ -])\d{10,13})$/;
const SAYS_CARD = /(?:卡号|银行卡|储蓄卡|信用卡|账号|帐号|card|karte|carte|tarjeta|visa|mastercard|iban)[^\d]{0,8}$/i;

/** First digits and lengths of the cards in use. Source: ISO/IEC 7812, the networks' published ranges. */
const networks: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^62/, [16, 17, 18, 19]], // UnionPay
  [/^4/, [13, 16]],
  [/^(?:5[1-5]|2[2-7])/, [16]],
  [/^3[47]/, [15]],
  [/^3(?:0[0-5]|[68])/, [14]],
  [/^35(?:2[89]|[3-8])/, [16]],
  [/^(?:6011|64[4-9]|65)/, [16]],
];

/** Numbers of bank and credit cards: of a network's range and length, grouped as cards are, with Luhn's check digit. */
export const findBankCards: Finder = (text) =>
  spansOf(text, {
    kind: "bank card",
    pattern: CANDIDATE,
    accepts: (found) => {
      const digits = digitsOf(found.text);
      if (!GROUPED.test(found.text) || !passesLuhn(digits)) return false;
      if (SAYS_CARD.test(found.before)) return true;
      const issued = networks.some(([first, lengths]) => first.test(digits) && lengths.includes(digits.length));
      return issued && !numbersAThing(found);
    },
  });

/** Source: Luhn (1960), US patent 2950048; ISO/IEC 7812-1 annex B. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = digits.length - 1, double = false; i >= 0; i -= 1, double = !double) {
    const digit = Number(digits[i]) * (double ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0 && !/^(\d)\1*$/.test(digits);
}
