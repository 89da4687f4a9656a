import { digitsOf, type Finder, type Found, numbersAThing, type Span, spansOf } from "./span.js";

/** Calling codes in use. Source: ITU-T E.164, list of assigned country codes. */
const CALLING_CODE =
  "(?:1|7|2(?:[07]|[1-689]\\d)|3(?:[0-469]|[578]\\d)|4(?:[013-9]|2\\d)|5(?:[1-8]|[09]\\d)|6(?:[0-6]|[789]\\d)|8(?:[1246]|[058]\\d)|9(?:[0-58]|[679]\\d))";
const APART = "[ .\\-–/()]"; // what stands between the groups of a number
const AFTER = "(?![\\w]|[.-]\\d)";
const CALLED =
  "(?:tel|telefon|telephone|phone|mobile|mob|cell|whatsapp|fax|handy|call(?: me| us)?|text me|ring me|reach me|电话|手机|联系方式|致电|微信|qq|tél|téléphone|portable|teléfono|telefono|móvil|cellulare|телефон)";

/** What a number must look like to be one by itself, whatever stands around it. */
const sure: readonly RegExp[] = [
  // +49 170 1234567, %2B49… in a web address
  new RegExp(`(?<![\\w+])(?:\\+|%2B) ?\\(?${CALLING_CODE}\\)?(?:${APART}{0,3}\\d){6,13}${AFTER}`, "gi"),
  // 0049 170 1234567; 001… may be an article's number
  new RegExp(`(?<![\\w.,+-])00 ?(?!1\\d)${CALLING_CODE}(?:${APART}{0,3}\\d){7,12}${AFTER}`, "g"),
  // (212) 555-0123, 212-555-0123, 1-212-555-0123
  new RegExp(`(?<![\\w.,+-])(?:1[-. ])?(?:\\([2-9]\\d\\d\\) ?|[2-9]\\d\\d[-.])[2-9]\\d\\d[-. ]\\d{4}${AFTER}`, "g"),
  // 010-12345678, (0571) 8765 4321, and an extension
  new RegExp(
    `(?<![\\w.-])\\(?0(?:10|2[0-57-9]|[3-9]\\d\\d)(?:\\) ?|[- ])[2-8]\\d{2,3}[ -]?\\d{4}(?:[-转 ]{1,2}\\d{1,5})?${AFTER}`,
    "g",
  ),
  // 02012345678, where nothing stands between
  new RegExp(`(?<![\\w.-])0(?:10|2[0-57-9])[2-8]\\d{7}${AFTER}`, "g"),
  // 06 12 34 56 78
  new RegExp(`(?<![\\w.-])0[1-9]([ .-])\\d\\d(?:\\1\\d\\d){3}${AFTER}`, "g"),
  // 0170 1234567, 0170/123 45 67
  new RegExp(`(?<![\\w.-])01[5-7]\\d[ /-]{1,3}\\d(?: ?\\d){5,7}${AFTER}`, "g"),
  // 030/1234567, 089 / 12345-67
  new RegExp(`(?<![\\w.-])0[1-9]\\d{1,3} ?/ ?\\d{3,8}(?:[ -]\\d{1,4})?(?<=\\d{4})${AFTER}`, "g"),
  // 020 7946 0958, 07911 123456, 0412 345 678
  new RegExp(`(?<![\\w.-])0[1-9]\\d{1,3} (?:\\d{3,4} \\d{3,4}|\\d{6})${AFTER}`, "g"),
  // 090-1234-5678, 010-1234-5678, 0912-345-678
  new RegExp(`(?<![\\w.-])0[1-9]\\d{0,3}-\\d{1,4}-\\d{3,4}${AFTER}`, "g"),
  // (11) 91234-5678
  new RegExp(`(?<![\\w.-])\\([1-9]\\d\\) ?9?\\d{4}-\\d{4}${AFTER}`, "g"),
  // 8 (912) 345-67-89
  new RegExp(`(?<![\\w.-])8[ -]?\\(9\\d\\d\\)[ -]?\\d{3}[- ]?\\d\\d[- ]?\\d\\d${AFTER}`, "g"),
];

const MOBILE_IN_CHINA = /^(?:86|0086)?1(?:3\d|4[014-9]|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9])\d{8}$/;
const CHINESE_MOBILE =
  /(?<![\d.])(?<!\d[-_/])(?<![a-z_](?<!(?:tel|phone|mobile|mob|wx|vx|v|q|qq|hp|dh|sj)))(?:(?:\+|00)?\(?86\)?[- ]{0,2})?1[3-9](?:\d{9}|\d[- ]\d{4}[- ]\d{4}|\d[- ]\d{8}|\d[- ]\d{3}[- ]\d{5}|\d{2}[- ]\d{4}[- ]\d{3}|\d{5}[- ]\d{4}|(?:[- ]\d){9})(?![\d_a-z]|[.]\d|-\d)/gi;
const SPACED_OUT = /(?<![\d.])(?<!\d[- ])1(?:[ -]\d){10}(?![\d]|[ -]\d)/g;

const CALLED_NUMBER = new RegExp(
  `${CALLED}(?:号码|号|numbers?|nr)?(?: ?(?:is|are|at|on|no|number|nr|是|为|：|:|=|#|\\.|-|\\(|\\+| )){0,6}(?<found>\\+?\\(?\\d{1,5}\\)?(?:${APART}{1,2}\\d{2,8}){0,4}|\\d{6,15})${AFTER}`,
  "dgi",
);

/** Phone numbers: international ones, the usual national forms, mainland China's, and any that is said to be one. */
export const findPhones: Finder = (text) => [
  ...sure.flatMap((pattern) => spansOf(text, { kind: "phone", pattern, accepts: isNumber })),
  ...chinese(text, CHINESE_MOBILE),
  ...chinese(text, SPACED_OUT),
  ...spansOf(text, { kind: "phone", pattern: CALLED_NUMBER, accepts: isNumber }),
];

function chinese(text: string, pattern: RegExp): Span[] {
  return spansOf(text, {
    kind: "phone",
    pattern,
    accepts: (found) => MOBILE_IN_CHINA.test(digitsOf(found.text)) && !numbersAThing(found),
  });
}

const DATE = /^\(?(?:(?:19|20)\d\d[-/. ]\d{1,2}[-/. ]\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d\d)/;
const FEWEST = 7;
const MOST = 15; // ITU-T E.164

function isNumber(found: Found): boolean {
  const digits = digitsOf(found.text.replace(/^%2B/i, ""));
  return digits.length >= FEWEST && digits.length <= MOST && !DATE.test(found.text) && !numbersAThing(found);
}
