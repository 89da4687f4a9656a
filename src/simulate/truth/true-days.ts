import { expectedOrdersByDay } from "../expected-orders.js";
import { exposuresOf } from "../exposures.js";
import type { Simulation } from "../simulation.js";

/** What is true of a day on record. */
export interface TrueDay {
  /** In the shop's time zone. */
  readonly day: string;
  /** Expected orders: first purchases as they fell, all else as likely as it was. */
  readonly expectedOrders: number;
  /** Planted factors of demand. */
  readonly weekly: number;
  readonly yearly: number;
  readonly trend: number;
  readonly holiday: number;
  /** By how much of itself each advertising channel lifts demand. */
  readonly media: Readonly<Record<string, number>>;
}

export function trueDays(simulation: Simulation): TrueDay[] {
  const { calendar, season, media } = simulation;
  const { opens } = calendar;
  const orders = expectedOrdersByDay(simulation, expectedAnswers(simulation));
  return Array.from(orders, (expectedOrders, place) => {
    const day = opens + place;
    return {
      day: calendar.dates[day]!,
      expectedOrders,
      weekly: season.weekly[day]!,
      yearly: season.yearly[day]!,
      trend: season.trend[day]!,
      holiday: season.holiday[day]!,
      media: Object.fromEntries(media.map(({ channel, lift }) => [channel, lift[day]!])),
    };
  });
}

/** Answers to mailings as they fell, by day on record: they are few. */
function expectedAnswers(simulation: Simulation): Float64Array {
  const { opens, closes } = simulation.calendar;
  const answers = new Float64Array(closes - opens);
  for (const mailing of simulation.mailings) {
    for (const { arm, ordersIfWritten, answerDay } of exposuresOf(mailing, simulation)) {
      if (arm === "treatment" && ordersIfWritten && answerDay < closes) answers[answerDay - opens]! += 1;
    }
  }
  return answers;
}
