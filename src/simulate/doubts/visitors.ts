import { createdAt } from "../first-moment.js";
import { isoTime } from "../raw/iso-time.js";
import type { Simulation } from "../simulation.js";
import type { Ground } from "./deck.js";
import { addRows, type Plan, type PlannedRow } from "./plan.js";
import { browsers } from "./user-agents.js";

/** What one visitor does: when and what, in the order of time. */
type Step = readonly [at: number, itemId: string, word?: "cart"];

type Habit = (ground: Ground) => Step[];

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LONGEST_STAY = 25; // days

/** Programs in a browser's clothes, and people who look at a great deal. */
export function plantVisitors(plan: Plan, ground: Ground): void {
  const habits: readonly (readonly [Habit, "program" | "person", number])[] = [
    [hasty, "program", 5],
    [inOrder, "program", 5],
    [sleepless, "program", 4],
    [insatiable, "program", 2],
    [evenings, "person", 5],
    [thumb, "person", 4],
    [collector, "person", 3],
  ];
  let number = 0;
  for (const [habit, kind, count] of habits) {
    for (let one = 0; one < count; one += 1) {
      number += 1;
      // some have made themselves an account
      const who = one === 0 ? { customer_id: `C90020${number}` } : { anonymous_id: `v${number}` };
      if ("customer_id" in who) addAccount(plan, ground.simulation, who.customer_id);
      addRows(plan, "events.csv", rowsOf(habit(ground), who, number, ground.random));
      const rowId = who.customer_id ?? who.anonymous_id;
      if (kind === "program") plan.doubts.push({ rule: "events.visitor", rowId });
    }
  }
}

function rowsOf(steps: readonly Step[], who: PlannedRow, number: number, random: () => number): PlannedRow[] {
  const user_agent = browsers[Math.floor(random() * browsers.length)]!;
  return steps.map(([at, item_id, word = "view"], place) => ({
    event_id: `v${number}-${place}`,
    ...who,
    session_id: `v${number}-${Math.floor(at / DAY)}`,
    item_id,
    event: word,
    occurred_at: isoTime(at),
    user_agent,
  }));
}

function addAccount(plan: Plan, simulation: Simulation, customer_id: string): void {
  const about = { country: "DE", language: "en", accepts_marketing: "false" };
  addRows(plan, "customers.csv", [{ customer_id, created_at: isoTime(createdAt(simulation, 0)), ...about }]);
}

/** A midnight (UTC) from which there is time for the longest stay. */
function someMidnight({ simulation: { calendar }, random }: Ground): number {
  const from = calendar.startsAt[calendar.opens]!;
  const room = Math.max(1, calendar.closes - calendar.opens - LONGEST_STAY);
  return Math.floor(from / DAY + 1 + random() * room) * DAY;
}

const someItem = ({ simulation: { items }, random }: Ground) => items[Math.floor(random() * items.length)]!.itemId;
const between = (random: () => number, least: number, most: number) => least + random() * (most - least);

/** Sixty pages a minute and more, for some minutes. */
function hasty(ground: Ground): Step[] {
  const { random } = ground;
  const perMinute = between(random, 60, 240);
  const minutes = between(random, 4, 15);
  const start = someMidnight(ground) + between(random, 0, DAY);
  return Array.from({ length: Math.floor(perMinute * minutes) }, (_, page) => [
    start + (page * MINUTE) / perMinute,
    someItem(ground),
  ]);
}

/** The catalogue from one item to the next, with a detour now and then. */
function inOrder(ground: Ground): Step[] {
  const { random, simulation } = ground;
  const catalogue = simulation.items.map(({ itemId }) => itemId).sort();
  const first = Math.floor(random() * catalogue.length);
  let at = someMidnight(ground) + between(random, 0, DAY);
  const pages = Math.floor(between(random, 130, 400));
  return Array.from({ length: pages }, (_, page): Step => {
    at += between(random, 5, 90) * SECOND;
    return [at, random() < 0.06 ? someItem(ground) : catalogue[(first + page) % catalogue.length]!];
  });
}

/** Some pages every hour of the day and the night. */
function sleepless(ground: Ground): Step[] {
  const { random } = ground;
  const start = someMidnight(ground);
  const hours = Math.floor(between(random, 3, 7)) * 24;
  return Array.from({ length: hours }, (_, hour) => start + hour * HOUR).flatMap((hour) => {
    const minutes = Array.from({ length: Math.floor(between(random, 4, 11)) }, () => 60 * random()).sort(
      (a, b) => a - b,
    );
    return minutes.map((minute): Step => [hour + minute * MINUTE, someItem(ground)]);
  });
}

/** Office hours, hundreds of pages a day for weeks, and nothing ever put into a basket. */
function insatiable(ground: Ground): Step[] {
  const { random } = ground;
  const start = someMidnight(ground);
  return Array.from({ length: Math.floor(between(random, 9, 20)) }, (_, day) => start + day * DAY).flatMap((day) => {
    const pages = Math.floor(between(random, 150, 350));
    return Array.from(
      { length: pages },
      (_, page): Step => [day + 8 * HOUR + ((page + random()) * 9 * HOUR) / pages, someItem(ground)],
    );
  });
}

/** Somebody furnishing a house: long evenings, some carts, no order yet. */
function evenings(ground: Ground): Step[] {
  const { random } = ground;
  const start = someMidnight(ground);
  return Array.from({ length: Math.floor(between(random, 8, 20)) }, (_, day) => start + day * DAY).flatMap((day) => {
    let at = day + between(random, 17, 20) * HOUR;
    return Array.from({ length: Math.floor(between(random, 15, 60)) }, (): Step => {
      at += between(random, 6, 120) * SECOND;
      return random() < 0.02 ? [at, someItem(ground), "cart"] : [at, someItem(ground)];
    });
  });
}

/** A fast thumb: two or three seconds a page, for a few minutes now and then. */
function thumb(ground: Ground): Step[] {
  const { random } = ground;
  const start = someMidnight(ground);
  return Array.from({ length: 5 }, (_, day) => start + day * DAY + between(random, 7, 21) * HOUR).flatMap((visit) => {
    let at = visit;
    return Array.from({ length: 50 }, (): Step => {
      at += between(random, 1.8, 4) * SECOND;
      return [at, someItem(ground)];
    });
  });
}

/** Reads a list from the top, but not to its end; comes back for weeks. */
function collector(ground: Ground): Step[] {
  const { random, simulation } = ground;
  const catalogue = simulation.items.map(({ itemId }) => itemId).sort();
  const start = someMidnight(ground);
  return Array.from({ length: 12 }, (_, day) => start + day * DAY + between(random, 8, 20) * HOUR).flatMap((visit) => {
    let at = visit;
    const first = Math.floor(random() * catalogue.length);
    return Array.from({ length: 20 }, (_, page): Step => {
      at += between(random, 8, 60) * SECOND;
      return [at, page < 10 ? catalogue[(first + page) % catalogue.length]! : someItem(ground)];
    });
  });
}
