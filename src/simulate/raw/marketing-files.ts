import type { Row } from "#contract/contract.js";
import { mulberry32 } from "#numeric/mulberry32.js";
import { normalRandom } from "#numeric/normal-random.js";
import { childSeed } from "../child-seed.js";
import { exposuresOf } from "../exposures.js";
import { ANSWER_DAYS, PROPENSITY } from "../mailings.js";
import { customerId } from "../population.js";
import type { Simulation } from "../simulation.js";
import { type CsvFile, csvLine } from "./csv.js";
import { isoTime } from "./iso-time.js";

const campaignColumns = [
  "campaign_id",
  "name",
  "channel",
  "started_at",
  "ended_at",
] as const satisfies readonly (keyof Row<"campaigns">)[];

const exposureColumns = [
  "campaign_id",
  "customer_id",
  "arm",
  "exposed_at",
  "propensity",
] as const satisfies readonly (keyof Row<"exposures">)[];

const spendColumns = [
  "channel",
  "campaign_id",
  "day",
  "cents",
  "currency",
  "impressions",
  "clicks",
] as const satisfies readonly (keyof Row<"spend">)[];

const signalColumns = ["series", "day", "value", "known_ahead"] as const satisfies readonly (keyof Row<"signals">)[];

const NINE = 9 * 3_600_000;

export function campaignsFile({ mailings, media, calendar }: Simulation): CsvFile {
  const { startsAt, opens, closes } = calendar;
  const mailed = mailings.map(({ campaignId, name, day }) => {
    const end = startsAt[Math.min(day + ANSWER_DAYS, closes)]!;
    return csvLine([campaignId, name, "mail", isoTime(startsAt[day]! + NINE), isoTime(end)]);
  });
  const running = media.map(({ campaignId, name, channel }) =>
    csvLine([campaignId, name, channel, isoTime(startsAt[opens]!), isoTime(startsAt[closes]! - 1000)]),
  );
  return { path: "campaigns.csv", columns: campaignColumns, lines: () => [...mailed, ...running] };
}

export function exposuresFile(simulation: Simulation): CsvFile {
  return { path: "exposures.csv", columns: exposureColumns, lines: () => exposureTexts(simulation) };
}

function* exposureTexts(simulation: Simulation): Generator<string> {
  for (const mailing of simulation.mailings) {
    const at = isoTime(simulation.calendar.startsAt[mailing.day]! + NINE);
    for (const { customer, arm } of exposuresOf(mailing, simulation)) {
      yield `${mailing.campaignId},${customerId(customer)},${arm},${at},${PROPENSITY}`;
    }
  }
}

export function spendFile(simulation: Simulation): CsvFile {
  return { path: "spend.csv", columns: spendColumns, lines: () => spendTexts(simulation) };
}

function* spendTexts({ media, calendar, options, streams }: Simulation): Generator<string> {
  for (const [place, { channel, campaignId, spendCents }] of media.entries()) {
    const random = mulberry32(childSeed(streams.media, ~place));
    for (let day = calendar.opens; day < calendar.closes; day += 1) {
      const cents = spendCents[day]!;
      const impressions = Math.round(cents * (1.2 + 0.4 * random())); // some 7 € a thousand
      const clicks = Math.round(impressions * (0.01 + 0.005 * random()));
      if (cents > 0) {
        yield csvLine([channel, campaignId, calendar.dates[day]!, cents, options.currency, impressions, clicks]);
      }
    }
  }
}

export function signalsFile(simulation: Simulation): CsvFile {
  return { path: "signals.csv", columns: signalColumns, lines: () => signalTexts(simulation) };
}

/** How much people search for such things, which runs three days ahead of demand; and the holidays, which are known. */
function* signalTexts({ calendar, season, streams }: Simulation): Generator<string> {
  const random = mulberry32(streams.signal);
  for (let day = calendar.opens; day < calendar.closes; day += 1) {
    const interest = 50 * season.yearly[day + 3]! * season.holiday[day + 3]! * Math.exp(0.08 * normalRandom(random));
    yield csvLine(["search interest", calendar.dates[day]!, Math.round(interest), "false"]);
  }
  for (const name of ["Black Friday week", "before Christmas", "Christmas"]) {
    for (let day = calendar.opens; day < calendar.days; day += 1) {
      const on = calendar.holidays[day]?.name.startsWith(name.replace(" week", "")) ?? false;
      yield csvLine([name, calendar.dates[day]!, Number(on), "true"]);
    }
  }
}
