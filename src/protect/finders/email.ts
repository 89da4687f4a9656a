import { type Finder, spansOf } from "./span.js";

const LOCAL = "[\\p{sc=Latin}\\p{sc=Cyrillic}\\p{Nd}._%+'-]*[\\p{sc=Latin}\\p{sc=Cyrillic}\\p{Nd}_+-]";
const AT = "(?:@|%40| ?[\\[({] ?at ?[\\])}] ?)";
const DOT = "(?:\\.| ?[\\[({] ?dot ?[\\])}] ?)";
const PART = "[\\p{sc=Latin}\\p{sc=Cyrillic}\\p{Nd}](?:[\\p{sc=Latin}\\p{sc=Cyrillic}\\p{Nd}-]{0,62})";
const LATIN = new RegExp(
  `${LOCAL}${AT}(?:${PART}${DOT})+(?:xn--[a-z0-9-]+|[\\p{sc=Latin}\\p{sc=Cyrillic}]{2,24})`,
  "giu",
);
const HAN = /[\p{sc=Han}\w.-]{1,20}@[\p{sc=Han}a-z0-9-]{1,40}\.(?:公司|网络|中国|[a-z]{2,})/giu;

/** E-mail addresses, as they stand in text and in web addresses (%40), or spelled out: name (at) example (dot) com. */
export const findEmails: Finder = (text) => {
  if (!/@|%40|[[({] ?at ?[\])}]/i.test(text)) return [];
  return [
    ...spansOf(text, { kind: "email", pattern: LATIN }),
    ...spansOf(text, { kind: "email", pattern: HAN, accepts: (found) => /\p{sc=Han}/u.test(found.text) }),
  ];
};
