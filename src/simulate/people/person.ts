import { mulberry32 } from "#numeric/mulberry32.js";
import { childSeed } from "../child-seed.js";
import { countries } from "../population.js";
import { reviewLanguages } from "../review-language.js";
import type { Simulation } from "../simulation.js";
import { names } from "./names.js";

/** Who a customer is outside of the shop, and how the shop comes to know them by more than one id. */
export interface Person {
  /** Given name, family name. */
  readonly name: readonly [string, string];
  readonly language: "en" | "zh";
  readonly email: string;
  /** Another address of theirs. */
  readonly otherEmail: string;
  /** With the country's code, digits alone. */
  readonly phone: string;
  readonly otherPhone: string;
  /** Their browser's cookie. */
  readonly device: string;
  readonly story: Story;
  /** Calendar day from which they have an account; before it they order as a guest. */
  readonly registeredDay: number;
  /** What the account says of them. */
  readonly tells: { readonly name: boolean; readonly phone: boolean; readonly email: boolean };
}

/**
 * - `plain`: orders by the account alone.
 * - `guest first`: ordered as a guest until they registered.
 * - `second address`: orders now and then as a guest, with another address and the same number.
 * - `moved`: orders now and then as a guest, with another address and another number: nothing tells who it is.
 * - `by phone`: has a shop assistant order for them now and then.
 * - `unnamed`: orders now and then without any id, from their own device.
 */
export type Story = "plain" | "guest first" | "second address" | "moved" | "by phone" | "unnamed";

/** What neighbours in the list of customers share; they live together. */
export type Household = "none" | "phone" | "address" | "device";

const stories: readonly (readonly [Story, number])[] = [
  ["guest first", 0.08],
  ["second address", 0.06],
  ["moved", 0.004],
  ["by phone", 0.02],
  ["unnamed", 0.02],
];

const households: readonly (readonly [Household, number])[] = [
  ["phone", 0.06],
  ["address", 0.01],
  ["device", 0.03],
];

const LONGEST_WAIT = 60; // days until a guest registers
const providers = [
  "gmail.com",
  "gmail.com",
  "googlemail.com",
  "outlook.de",
  "icloud.com",
  "gmx.de",
  "web.de",
  "qq.com",
  "163.com",
];

function drawn<T>(list: readonly (readonly [T, number])[], otherwise: T, draw: number): T {
  let left = draw;
  for (const [kind, share] of list) {
    left -= share;
    if (left < 0) return kind;
  }
  return otherwise;
}

export function householdOf({ streams, population }: Simulation, customer: number): Household {
  const first = customer & ~1;
  if (first + 1 >= population.size) return "none";
  return drawn(households, "none", mulberry32(childSeed(childSeed(streams.identity, ~first), 1))());
}

/** The same for the same customer, whenever it is asked for. */
export function personOf(simulation: Simulation, customer: number): Person {
  const own = alone(simulation, customer);
  if (customer % 2 === 0) return own;
  const household = householdOf(simulation, customer);
  if (household === "none") return own;
  const other = alone(simulation, customer - 1);
  const [given] = own.name;
  return {
    ...own,
    // who lives together has one family name, and another given name
    name: [given === other.name[0] ? names[own.language].given.find((name) => name !== given)! : given, other.name[1]],
    ...(household === "phone" && { phone: other.phone }),
    ...(household === "address" && { email: other.email }),
    ...(household === "device" && { device: other.device }),
  };
}

function alone(simulation: Simulation, customer: number): Person {
  const { population, calendar, streams } = simulation;
  const seed = childSeed(streams.identity, customer);
  const random = mulberry32(seed);
  const language = reviewLanguages[population.language[customer]!]!;
  const country = countries[population.country[customer]!]!;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const name = [pick(names[language].given), pick(names[language].family)] as const;
  const box = (salt: number) => {
    const tag = childSeed(seed, salt).toString(36);
    const words =
      language === "zh" ? `u${tag}` : `${name.join(".").toLowerCase().replace("ü", "ue").replace("ß", "ss")}.${tag}`;
    return `${words}@${pick(providers)}`;
  };
  const joined = population.joinedDay[customer]!;
  const onRecord = joined >= calendar.opens;
  const story = drawn(stories, "plain", random());
  const wait = 1 + Math.floor(LONGEST_WAIT * random());
  const isGuest = story === "guest first" && onRecord && joined + 1 < calendar.closes;
  return {
    name,
    language,
    email: box(1),
    otherEmail: box(2),
    phone: numberIn(country, childSeed(seed, 3)),
    otherPhone: numberIn(country, childSeed(seed, 4)),
    device: `d-${childSeed(seed, 5).toString(36)}${customer.toString(36)}`,
    story: story === "guest first" && !isGuest ? "plain" : story,
    registeredDay: isGuest ? Math.min(joined + wait, calendar.closes - 1) : joined,
    tells: {
      name: random() < 0.92,
      phone: story === "second address" || story === "by phone" || random() < 0.7,
      email: random() < 0.98,
    },
  };
}

/** Code of each country, and how its mobile numbers begin and how many digits follow. */
const mobiles: Readonly<Record<(typeof countries)[number], readonly [code: string, start: string, digits: number]>> = {
  DE: ["49", "170", 7],
  AT: ["43", "664", 7],
  NL: ["31", "6", 8],
  FR: ["33", "6", 8],
  GB: ["44", "77", 8],
  CN: ["86", "138", 8],
  HK: ["852", "9", 7],
  SG: ["65", "9", 7],
};

function numberIn(country: (typeof countries)[number], draw: number): string {
  const [code, start, digits] = mobiles[country];
  return code + start + String(draw % 10 ** digits).padStart(digits, "0");
}
