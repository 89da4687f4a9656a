import { withoutPersonal } from "./personal-text.js";

/**
 * Hides personal data in text that people will read: refused rows and logs. It hides too much rather than too little:
 * a mask that leaves an address readable is worse than one that hides a serial number.
 */
const EMAIL = "[^\\s@,;\"'<>|]+@[^\\s@,;\"'<>|]+";
const LONG_NUMBER = "\\+?\\d[\\d ()/.-]{7,}\\d"; // phone numbers, cards, identity numbers

const PERSONAL_HEADER =
  /mail|phone|mobile|\btel|(?<!product |item |file |order |campaign )\bname|first|last|address|street|city|zip|post|company|note|birth|passport|iban|card|vat|ip$|手机|电话|姓名|地址|邮箱|身份证|收货人|提货人|买家|[帐账]号|会员|昵称/i;

/** Whether a column with this header probably holds data about a person. */
export function isPersonalHeader(header: string): boolean {
  return PERSONAL_HEADER.test(header) && header.toLowerCase() !== "name"; // a bare "Name" is an order's or an item's
}

/** `text` with e-mail addresses, long numbers and what else is found in text hidden. */
export function masked(text: string): string {
  return withoutPersonal(text).replace(new RegExp(EMAIL, "g"), "•@•").replace(new RegExp(LONG_NUMBER, "g"), "•••");
}

/** Addresses and long numbers hidden, as SQL over a text expression. */
export function maskedSql(expression: string): string {
  const email = EMAIL.replaceAll("'", "''");
  return `regexp_replace(regexp_replace(${expression}, '${email}', '•@•', 'g'), '${LONG_NUMBER}', '•••', 'g')`;
}

/** Only the shape of `text`: letters become x, digits 9. For a broken line of a table that holds personal columns. */
export function shapeOf(text: string): string {
  return text.replace(/\p{L}/gu, "x").replace(/\p{N}/gu, "9");
}

/** The same as `shapeOf`, as SQL over a text expression. */
export function shapeSql(expression: string): string {
  return `regexp_replace(regexp_replace(${expression}, '\\p{L}', 'x', 'g'), '\\p{N}', '9', 'g')`;
}
