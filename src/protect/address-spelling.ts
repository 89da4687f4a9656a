import { plainLetters, smallLetters } from "./alphabets.js";
import { gaps } from "./gaps.js";
import { nobodyWords } from "./nobody.js";
import { drop, replaceAll, type Spelling } from "./spelling.js";

/** A postal address: case, commas, dots, dashes and lines do not matter; abbreviations do. It joins nobody. */
export const addressSpelling: Spelling = [
  plainLetters,
  ...smallLetters,
  replaceAll(`${gaps}+`, " "),
  replaceAll("^ | $", ""),
  drop(`^(?:${nobodyWords.join("|")}|[0 ]*)$`),
];
