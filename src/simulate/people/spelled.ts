import type { Person } from "./person.js";

/** An address as people type it, another way each time; all of them mean the same. */
export function spelledEmail(email: string, random: () => number): string {
  const [box = "", domain = ""] = email.split("@");
  const draw = random();
  if (draw < 0.4) return email;
  if (draw < 0.6) return email.toUpperCase();
  if (/^(gmail|googlemail)\.com$/.test(domain)) {
    const other = random() < 0.5 ? "gmail.com" : "googlemail.com";
    if (draw < 0.75) return `${box.replaceAll(".", "")}@${other}`;
    if (draw < 0.9) return `${box}+shop@${other}`;
  }
  if (/^(outlook|icloud)\./.test(domain) && draw < 0.8) return `${box}+linden@${domain}`;
  return ` ${box[0]!.toUpperCase()}${box.slice(1)}@${domain}`;
}

/** A number as people type it: at home without the country's code, which is the shop's. */
export function spelledPhone(phone: string, random: () => number): string {
  const parts = (digits: string) => digits.replace(/^(\d{3})(\d{3})/, "$1 $2 ");
  const draw = random();
  if (phone.startsWith("49")) {
    const inside = phone.slice(2);
    if (draw < 0.35) return `0${inside}`;
    if (draw < 0.5) return `0${inside.slice(0, 3)}/${inside.slice(3)}`;
    if (draw < 0.6) return `+49 (0)${parts(inside)}`;
    if (draw < 0.7) return fullWidth(`0${inside}`);
  }
  if (draw < 0.8) return `+${parts(phone)}`;
  if (draw < 0.9) return `00${phone}`;
  return `+${phone.slice(0, 2)}-${phone.slice(2)}`;
}

const fullWidth = (digits: string) =>
  Array.from(digits, (digit) => String.fromCodePoint(0xff10 + Number(digit))).join("");

/** A name as forms take it; now and then in a spelling that is another name to whoever compares letters. */
export function spelledName({ name: [given, family], language }: Person, random: () => number): string {
  const draw = random();
  if (language === "zh") return draw < 0.8 ? `${family}${given}` : `${family} ${given}`;
  if (draw < 0.6) return `${given} ${family}`;
  if (draw < 0.75) return `${family}, ${given}`;
  if (draw < 0.9) return `${given} ${family}`.toUpperCase().replace("SS", "ß");
  if (draw < 0.98) return `${given} ${family.replace("ü", "ue").replace("ß", "ss")} `;
  return `${given.slice(0, -1)} ${family}`;
}
