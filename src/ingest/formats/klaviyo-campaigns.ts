import { type Format, sectionsIn } from "../format.js";

/**
 * The campaign performance export of Klaviyo (Analytics → Campaigns → Export) as CSV: one row per campaign that was
 * sent, with its results.
 *
 * - A campaign is its "Campaign ID", else its name and the moment it was sent, in the shop's time zone.
 * - Its results stand with spend on the day it was sent: impressions are all opens, clicks all clicks. A mail costs
 *   nothing apiece, so the money is 0; the price of a text message is not in the export: those give a campaign alone.
 * - Revenue and orders that Klaviyo attributes are its own claim and are not read; nor are rates.
 * - Not verified: exports whose conversion metric is another than "Placed Order", whose columns are not read anyway.
 */
export const klaviyoCampaigns: Format = {
  name: "klaviyo-campaigns",
  title: "a Klaviyo campaign export",
  origin: "shop",
  rows: "together",
  fields: {
    campaign_id: ["Campaign ID", "Message ID"],
    name: ["Campaign Name"],
    channel: ["Campaign Channel", "Channel"],
    started_at: ["Send Time", "Send Date"],
    recipients: ["Total Recipients", "Recipients"],
    impressions: ["Total Opens"],
    clicks: ["Total Clicks"],
  },
  required: ["name", "started_at", "recipients"],
  ...sectionsIn(new URL("./klaviyo-campaigns.sql", import.meta.url)),
};
