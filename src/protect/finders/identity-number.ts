import { digitsOf, type Finder, numbersAThing, spansOf } from "./span.js";

const REGION = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])";
const DAY = "(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])";
const SECOND_GENERATION = new RegExp(`^${REGION}\\d{4}(?:18|19|20)\\d\\d${DAY}\\d{3}[\\dX]$`);
const FIRST_GENERATION = new RegExp(`^${REGION}\\d{4}\\d\\d${DAY}\\d{3}$`);
const EIGHTEEN = /(?<![\w.])[1-8](?:[ -]?\d){16}[ -]?[\dXx](?![\w]|[.-]\d)/g;
const FIFTEEN = /(?<![\w.-])[1-8]\d{14}(?![\w]|[.-]\d)/g;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_DIGITS = "10X98765432";

/** 身份证号码 of mainland China: 18 digits with their check digit, and the 15 of the first generation, which have none. */
export const findIdentityNumbers: Finder = (text) => [
  ...spansOf(text, {
    kind: "identity number",
    pattern: EIGHTEEN,
    accepts: (found) => isIdentityNumber(found.text.replace(/[ -]/g, "").toUpperCase()),
  }),
  ...spansOf(text, {
    kind: "identity number",
    pattern: FIFTEEN,
    accepts: (found) => FIRST_GENERATION.test(digitsOf(found.text)) && !numbersAThing(found),
  }),
];

/** Source: GB 11643-1999; check digit: ISO 7064, MOD 11-2. */
function isIdentityNumber(number: string): boolean {
  if (!SECOND_GENERATION.test(number)) return false;
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(number[i]), 0);
  return CHECK_DIGITS[sum % 11] === number[17];
}
