import { isoTime } from "../raw/iso-time.js";
import type { Ground } from "./deck.js";
import { mondayOf } from "./monday-of.js";
import { addRows, type Plan, type PlannedRow } from "./plan.js";
import { programs } from "./user-agents.js";

const DAY = 86_400_000;
const HOUR = 3600;
const ENOUGH_ORDERS = 12; // of a week, so that its clock can be told

/** Programs that say so, days that cannot be, and weeks in the clock of another time zone. */
export function plantEventDoubts(plan: Plan, ground: Ground): void {
  plantPrograms(plan, ground);
  plantImpossibleDays(plan, ground);
  plantShiftedWeeks(plan, ground);
}

function plantPrograms(plan: Plan, { simulation, random }: Ground): void {
  const { calendar, items } = simulation;
  const from = calendar.startsAt[calendar.opens]!;
  const length = calendar.startsAt[calendar.closes]! - from;
  for (const [place, agent] of programs.entries()) {
    const pages = Math.floor(5 + 60 * random());
    let at = from + Math.floor(random() * length);
    const views = Array.from({ length: pages }, (_, page): PlannedRow => {
      at += Math.floor(1000 * (1 + 600 * random()));
      const item_id = items[Math.floor(random() * items.length)]!.itemId;
      const who = { anonymous_id: `b${place}-${page}`, session_id: `sb${place}-${page}`, user_agent: agent };
      return { event_id: `b${place}-${page}`, ...who, item_id, event: "view", occurred_at: isoTime(at) };
    });
    addRows(plan, "events.csv", views);
    plan.doubts.push({ rule: "events.user_agent", rowId: agent });
  }
}

function plantImpossibleDays(plan: Plan, { simulation, deck, random }: Ground): void {
  const days = new Set<string>(["1970-01-01", "1980-01-06"]);
  while (days.size < deck.each) {
    const future = random() < 0.7;
    days.add(new Date((future ? 40_000 : 3000) * DAY + Math.floor(random() * 2000) * DAY).toISOString().slice(0, 10));
  }
  for (const [place, day] of [...days].entries()) {
    const views = Array.from({ length: 1 + Math.floor(4 * random()) }, (_, view): PlannedRow => {
      const item_id = simulation.items[Math.floor(random() * simulation.items.length)]!.itemId;
      const occurred_at = `${day}T${String(8 + view).padStart(2, "0")}:30:00Z`;
      return { event_id: `i${place}-${view}`, anonymous_id: `i${place}`, item_id, event: "view", occurred_at };
    });
    addRows(plan, "events.csv", views);
    plan.doubts.push({ rule: "events.occurred_at", rowId: day });
  }
}

const zones = [
  { seconds: 8 * HOUR, weeks: 3 },
  { seconds: -5 * HOUR, weeks: 2 },
  { seconds: 5.5 * HOUR, weeks: 2 },
  { seconds: HOUR, weeks: 3 },
];

/** Some weeks in a row each, the spans apart from one another. */
function plantShiftedWeeks(plan: Plan, { simulation, deck, random }: Ground): void {
  const { calendar } = simulation;
  const first = mondayOf(calendar.startsAt[calendar.opens]!) + 7 * DAY;
  const last = mondayOf(calendar.startsAt[calendar.closes]!) - 7 * DAY;
  const span = Math.floor((last - first) / (zones.length * 7 * DAY));
  for (const [place, { seconds, weeks }] of zones.entries()) {
    if (span <= weeks) return;
    const start = place * span + Math.floor(random() * (span - weeks));
    for (let week = start; week < start + weeks; week += 1) {
      const monday = first + week * 7 * DAY;
      const orders = deck.ordersInWeek.get(monday) ?? 0;
      if (orders < ENOUGH_ORDERS) continue;
      const rowId = new Date(monday).toISOString().slice(0, 10);
      plan.shifts.set(rowId, seconds);
      plan.doubts.push({ rule: "events.time_zone", rowId, truth: String(seconds) });
    }
  }
}
