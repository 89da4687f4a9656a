import { plainLetters, smallLetters, withoutMarks } from "./alphabets.js";
import { gaps } from "./gaps.js";
import { nobodyWords } from "./nobody.js";
import { drop, replaceAll, replaceFirst, type Spelling, where } from "./spelling.js";

const titles = ["mr", "mrs", "ms", "miss", "dr", "prof", "herr", "frau", "hr", "fr", "mme", "mlle", "sr", "sra"];
/**
 * A person's name: case, order (Müller, Anna), titles, dots and dashes do not matter; spaces between Chinese characters
 * and a 先生 or 女士 after them neither; Mueller is Müller, and Jose is José. Everything else does. One word alone, Anna
 * or 张, says too little. A name never makes two customers one by itself.
 */
export const nameSpelling: Spelling = [
  plainLetters,
  ...smallLetters,
  where("[^ -~]", ...withoutMarks),
  replaceAll(`${gaps}+`, " "),
  drop(`^ ?(?:${nobodyWords.join("|")}|n a|not set) ?$`),
  where("^[\\p{Han} ]+$", replaceAll(" ", ""), replaceFirst("(?:先生|女士|小姐)$", "")),
  { kind: "words", without: titles },
  drop("^[0-9 ]*$|^[^ \\p{Han}]*$|^\\p{Han}$|^(?:顾客|客户|买家)$"),
];
