import { mulberry32 } from "#numeric/mulberry32.js";

/** A made-up person, none of whose data is anybody else's or stands anywhere by chance. */
export interface PlantedPerson {
  readonly number: number;
  readonly email: string;
  readonly first: string;
  readonly last: string;
  readonly chineseName: string;
  /** Of mainland China, eleven digits. */
  readonly mobile: string;
  /** Of Germany, ten digits after its code. */
  readonly phone: string;
  readonly identityNumber: string;
  readonly card: string;
  readonly street: string;
}

const SYLLABLES = [
  "qua",
  "zim",
  "vor",
  "bex",
  "nyl",
  "dro",
  "fip",
  "gux",
  "hol",
  "jev",
  "kra",
  "lum",
  "myx",
  "poz",
  "rud",
  "sev",
  "tob",
  "wix",
];
const SURNAMES = [..."王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑"];
const GIVEN = [..."珏琛翊煜璟珩瑄嫣婧妤霏霖鑫焱垚淼骁骋骅翀翎翥"];
const REGIONS = ["110101", "310115", "440306", "330106", "510104"];
const MOBILES = ["138", "139", "150", "159", "177", "186", "188", "199"];

/** @param count at most 4,000 */
export function plantedPeople(count: number, seed: number): PlantedPerson[] {
  const random = mulberry32(seed);
  const below = (most: number) => Math.floor(random() * most);
  const one = <T>(list: readonly T[]) => list[below(list.length)]!;
  const digits = (many: number) => Array.from({ length: many }, () => below(10)).join("");
  const place = (number: number) => String(number).padStart(4, "0"); // within what is random, so that all differ
  return Array.from({ length: count }, (_, number) => {
    const last = capital(
      `${one(SYLLABLES)}${SYLLABLES[number % 18]}${SYLLABLES[Math.floor(number / 18) % 18]}${SYLLABLES[Math.floor(number / 324)]}ski`,
    );
    const first = capital(`${one(SYLLABLES)}${one(SYLLABLES)}a`);
    const born = `19${60 + below(40)}${String(1 + below(12)).padStart(2, "0")}${String(1 + below(28)).padStart(2, "0")}`;
    return {
      number,
      first,
      last,
      email: `${first}.${last}${number}@planted${number % 9}.example`,
      chineseName:
        SURNAMES[number % 20]! + GIVEN[Math.floor(number / 20) % 22]! + GIVEN[(Math.floor(number / 440) * 7 + 3) % 22]!,
      mobile: `${one(MOBILES)}${digits(4)}${place(number)}`,
      phone: `17${1 + below(8)}${1 + below(9)}${digits(2)}${place(number)}`,
      identityNumber: withCheckDigit(`${one(REGIONS)}${born}${String(number % 1000).padStart(3, "0")}`),
      card: withLuhnDigit(`6222${digits(10)}${place(number)}`),
      street: `Quellenrain ${number + 1}xq${one(SYLLABLES)}`,
    };
  });
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** GB 11643, ISO 7064 MOD 11-2. */
function withCheckDigit(seventeen: string): string {
  const sum = [...seventeen].reduce((total, digit, i) => total + Number(digit) * (2 ** (17 - i) % 11), 0);
  return seventeen + "10X98765432".charAt(sum % 11);
}

function withLuhnDigit(number: string): string {
  const sum = [...number].toReversed().reduce((total, digit, i) => {
    const doubled = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return number + String((10 - (sum % 10)) % 10);
}

/** The ways in which a planted file writes them, and those in which they could come out. */
export const inFours = (digits: string) => digits.replace(/(\d{4})(?=\d)/g, "$1 ");
export const spacedMobile = ({ mobile }: PlantedPerson) =>
  `${mobile.slice(0, 3)} ${mobile.slice(3, 7)} ${mobile.slice(7)}`;
export const spacedPhone = ({ phone }: PlantedPerson) => `+49 ${phone.slice(0, 3)} ${phone.slice(3)}`;

export interface Needle {
  readonly what: string;
  readonly text: string;
}

/** What must not be found of a person. */
export function needlesOf(person: PlantedPerson): Needle[] {
  const { email, first, last, chineseName, mobile, phone, identityNumber, card, street } = person;
  const written: [string, readonly string[]][] = [
    ["e-mail", [email, email.replace("@", "%40")]],
    ["name", [last, `${first} ${last}`, chineseName]],
    [
      "phone",
      [mobile, phone, spacedMobile(person), spacedMobile(person).replaceAll(" ", "-"), spacedPhone(person).slice(4)],
    ],
    ["identity number", [identityNumber]],
    ["bank card", [card, inFours(card)]],
    ["address", [street]],
  ];
  return written.flatMap(([what, texts]) => texts.map((text) => ({ what: `${what} of ${person.number}`, text })));
}
