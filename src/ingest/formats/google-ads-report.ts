import { type Format, sectionsIn } from "../format.js";

/**
 * A campaign, ad group or keyword report downloaded from Google Ads as CSV, in English, segmented by day (Segment →
 * Time → Day): a title and dates above the header, totals in the last lines.
 *
 * - Rows of one campaign and day, whatever else splits them, are added up: the whole report of a day replaces what was
 *   there. A report without the column "Day" says nothing of a day and is not of this format.
 * - A campaign is its "Campaign ID" where the report has it, else its name.
 * - Totals ("Total: Campaigns", "Total: Account", …) are passed over; `--` is nothing.
 * - Headers and numbers of other languages are not read. Not verified: the decimal comma of English reports whose
 *   number format was set otherwise; such amounts are refused, never misread.
 */
export const googleAdsReport: Format = {
  name: "google-ads-report",
  title: "a Google Ads report by day",
  origin: "shop",
  rows: "together",
  fields: {
    day: ["Day"],
    name: ["Campaign"],
    campaign_id: ["Campaign ID"],
    status: ["Campaign status", "Campaign state"],
    cents: ["Cost"],
    currency: ["Currency code", "Currency"],
    impressions: ["Impr.", "Impressions"],
    clicks: ["Clicks"],
    started_at: ["Start date", "Campaign start date"],
  },
  required: ["day", "name", "cents", "impressions"],
  ...sectionsIn(new URL("./google-ads-report.sql", import.meta.url)),
};
