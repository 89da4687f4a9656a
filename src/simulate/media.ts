import { mulberry32 } from "#numeric/mulberry32.js";
import type { Calendar } from "./calendar.js";
import { childSeed } from "./child-seed.js";

/** Advertising on one channel and what it truly does. */
export interface MediaChannel {
  readonly channel: string;
  readonly campaignId: string;
  readonly name: string;
  /** [calendar days] spent, in minor units. */
  readonly spendCents: Float64Array;
  /** [calendar days] by how much of itself it lifts demand: 0.05 is five percent more. */
  readonly lift: Float64Array;
}

interface Plan {
  readonly channel: string;
  readonly campaignId: string;
  readonly name: string;
  /** Per day and 2,000 customers, in minor units. */
  readonly daily: number;
  /** Days on and days off; never off: 0. */
  readonly flight: readonly [on: number, off: number];
  /** Share of yesterday's effect that is left today. */
  readonly carryOver: number;
  /** Adstock at which half of the most it can do is done, in multiples of the daily spend. */
  readonly half: number;
  readonly most: number;
}

const mediaPlans: readonly Plan[] = [
  {
    channel: "search",
    campaignId: "brand-search",
    name: "Brand search",
    daily: 4800,
    flight: [1, 0],
    carryOver: 0.3,
    half: 1.6,
    most: 0.16,
  },
  {
    channel: "social",
    campaignId: "home-stories",
    name: "Stories from home",
    daily: 13_000,
    flight: [12, 30],
    carryOver: 0.75,
    half: 3,
    most: 0.22,
  },
];

/**
 * Spend by day and its true effect: geometric adstock, then saturation x / (x + half).
 *
 * @param effect times the planted effect
 */
export function mediaChannels(
  calendar: Calendar,
  { seed, customers, effect }: Readonly<Record<"seed" | "customers" | "effect", number>>,
): readonly MediaChannel[] {
  return mediaPlans.map((plan, place) => {
    const random = mulberry32(childSeed(seed, place));
    const usual = (plan.daily * Math.max(customers, 1)) / 2000;
    const [on, off] = plan.flight;
    const spendCents = new Float64Array(calendar.days);
    const lift = new Float64Array(calendar.days);
    let adstock = 0;
    for (let day = 0; day < calendar.days; day += 1) {
      const running = day % (on + off) < on;
      spendCents[day] = running ? Math.round(usual * (0.5 + random())) : 0;
      adstock = adstock * plan.carryOver + spendCents[day]! / usual;
      lift[day] = effect * plan.most * (adstock / (adstock + plan.half));
    }
    return { channel: plan.channel, campaignId: plan.campaignId, name: plan.name, spendCents, lift };
  });
}
