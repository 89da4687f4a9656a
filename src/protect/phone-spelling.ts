import { plainLetters } from "./alphabets.js";
import { type PhonePlan, phonePlans } from "./phone-plans.js";
import { drop, replaceAll, replaceFirst, type Spelling, type Step, where } from "./spelling.js";

const repeated = (fewest: string) => Array.from("0123456789", (digit) => `${digit}${fewest}`).join("|");
const counted = ["12345", "123456", "1234567", "12345678", "123456789", "1234567890", "23456789", "87654321"];
const dummies = [...counted, "987654321", "9876543210", "13800138000"];

/**
 * A number by its digits alone, full-width ones too, with its country's code before it.
 *
 * - With + or 00 it says its country itself: +86 138 1234 5678 is 0086 138…; a zero in brackets, +49 (0)170, is none of it.
 * - Without, it is of the shop's country: 0170… in Germany is +49 170…. So is one whose leading zero a spreadsheet lost,
 *   unless after the country's code it is as long as a mobile number: 49170… has lost its plus.
 * - Where no country is known, eleven digits that begin as mainland China's mobile numbers do are one, with and without
 *   86; every other number stays as it is written.
 * - Fewer than six digits, one digit over and over, 1234567… and what a platform masked with * identify nobody.
 *
 * @param country ISO 3166 code of the shop; null, or one that is not known here: none
 */
export function phoneSpelling(country: string | null): Spelling {
  const plan = phonePlans[country ?? ""];
  return [
    plainLetters,
    drop("[*•]"),
    replaceAll("[^0-9+()]+", ""),
    replaceFirst("^[()]*(?:\\+|00)", "i"), // with its country; n: without
    where("\\(", replaceFirst("^(i[^(]*)\\(0\\)", "$1")),
    replaceFirst("^([0-9()+])", "n$1"),
    where("[()+]", replaceAll("[()+]", "")),
    drop(`^[in][0-9]{0,5}$|^[in]0?(?:${repeated("+")})$|^i[1-9][0-9]{0,2}(?:${repeated("{6,}")})$`),
    drop(`^(?:n0?|i[1-9][0-9]{0,2}|n86)(?:${dummies.join("|")})$`),
    ...(plan ? national(plan) : [replaceFirst("^n(?:86)?(1[3-9][0-9]{9})$", "i86$1")]),
    replaceFirst("^[in]", ""),
  ];
}

function national({ code, trunk, digits: [fewest, most], mobile: [shortest, longest] }: PhonePlan): Step[] {
  const rest = `[0-9]{${fewest},${most}}`;
  const dialled = trunk === "" ? [] : [replaceFirst(`^n${trunk}(${rest})$`, `i${code}$1`)];
  const both = trunk === "0" ? [replaceFirst(`^i${code}0(${rest})$`, `i${code}$1`)] : []; // +49 0170 …
  return [
    ...dialled,
    replaceFirst(`^n(${code}[0-9]{${shortest},${longest}})$`, "i$1"),
    replaceFirst(`^n(${rest})$`, `i${code}$1`),
    ...both,
  ];
}
