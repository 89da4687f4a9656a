import { type Format, sectionsIn } from "../format.js";

/**
 * A report exported from Meta Ads Manager (Facebook, Instagram) as CSV, in English, broken down by day: at campaign, ad
 * set or ad level, further breakdowns or none.
 *
 * - The currency stands in the header, "Amount spent (EUR)"; reports of several accounts have a column "Currency".
 * - Rows of one campaign and day are added up: the whole report of a day replaces what was there. A row over several
 *   days is refused, since nothing says when within them the money went.
 * - A campaign is its "Campaign ID" where the report has it, else its name, else that of its ad set or ad. A row that
 *   names none is the summary row and is passed over.
 * - Clicks are link clicks, as Google's are; all clicks where the report has only those.
 * - Headers of other languages are not read. Not verified: numbers with thousands apart, which the export may hold.
 */
export const metaAdsReport: Format = {
  name: "meta-ads-report",
  title: "a Meta Ads report by day",
  origin: "shop",
  rows: "together",
  fields: {
    day: ["Day", "Date"],
    starts: ["Reporting starts"],
    ends: ["Reporting ends"],
    campaign_id: ["Campaign ID"],
    name: ["Campaign name"],
    ad_set: ["Ad set name", "Ad Set Name"],
    ad: ["Ad name"],
    cents: ["Amount spent"],
    currency: ["Currency"],
    impressions: ["Impressions"],
    clicks: ["Link clicks", "Clicks (all)"],
    others: [],
  },
  rest: "others",
  required: ["starts", "ends", "impressions"],
  accepts: (headers) => headers.some((header) => /^amount spent( \([A-Z]{3}\))?$/i.test(header)),
  ...sectionsIn(new URL("./meta-ads-report.sql", import.meta.url)),
};
