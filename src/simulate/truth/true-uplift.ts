import { exposuresOf } from "../exposures.js";
import { ANSWER_DAYS } from "../mailings.js";
import { customerId } from "../population.js";
import type { Simulation } from "../simulation.js";

/** What a mailing truly did to the share of those it may reach who order within the answer days. */
export interface TrueUplift {
  readonly campaignId: string;
  /** Days after the mailing, its own included, within which an order counts. */
  readonly answerDays: number;
  readonly reachable: number;
  /** Share that orders without being written to. */
  readonly baseline: number;
  /** What writing to all would add to that share: expected, and with the coins as they fell. */
  readonly expected: number;
  readonly realised: number;
  /** The expected effect on each, in the order of their ids. */
  readonly customers: readonly { readonly customerId: string; readonly arm: string; readonly uplift: number }[];
}

export function trueUplifts(simulation: Simulation): TrueUplift[] {
  return simulation.mailings.map((mailing) => {
    const exposures = [...exposuresOf(mailing, simulation)];
    const mean = (value: (exposure: (typeof exposures)[number]) => number) =>
      exposures.reduce((sum, exposure) => sum + value(exposure), 0) / Math.max(exposures.length, 1);
    return {
      campaignId: mailing.campaignId,
      answerDays: ANSWER_DAYS,
      reachable: exposures.length,
      baseline: mean(({ ordersAnyway }) => Number(ordersAnyway)),
      expected: mean(({ uplift }) => uplift),
      realised: mean(({ ordersAnyway, ordersIfWritten }) => Number(ordersIfWritten && !ordersAnyway)),
      customers: exposures.map(({ customer, arm, uplift }) => ({ customerId: customerId(customer), arm, uplift })),
    };
  });
}
