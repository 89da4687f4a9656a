import { type Format, sectionsIn } from "../format.js";

/**
 * Interest over time as Google Trends downloads it (multiTimeline.csv): above the header the category and an empty
 * line, then a row per week, day, month or hour and a column per search, "linen throw: (Germany)".
 *
 * - Each column becomes a series "google trends: linen throw: (Germany)"; interest is relative to the file's own
 *   highest value of 100, so a file loaded later over the same days replaces them.
 * - `<1` becomes 0.5: more than none, less than one. An empty field is no value.
 * - A week and a month stand on their first day; hours are averaged over their day.
 * - Known by headers that end in a place, as searches are written, in English, German, French, Spanish and Chinese. Not
 *   verified: the page's new download ("Time" and bare searches): name it with `--format google-trends`.
 */
const periods = ["Week", "Day", "Month", "Time", "Woche", "Tag", "Monat", "Zeit", "Uhrzeit"];
const morePeriods = [
  "Semaine",
  "Jour",
  "Mois",
  "Heure",
  "Semana",
  "Día",
  "Mes",
  "Hora",
  "周",
  "天",
  "日",
  "月",
  "时间",
];

export const googleTrends: Format = {
  name: "google-trends",
  title: "a Google Trends file",
  origin: "shop",
  rows: "together",
  fields: { day: [...periods, ...morePeriods], others: [] },
  rest: "others",
  required: ["day"],
  accepts: ([, ...searches]) =>
    searches.length > 0 && searches.every((header) => /[:：] ?[(（].+[)）]$|^isPartial$/.test(header)),
  ...sectionsIn(new URL("./google-trends.sql", import.meta.url)),
};
