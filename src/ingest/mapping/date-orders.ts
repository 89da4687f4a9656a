/** In which order a source writes the parts of a date, or that it counts from 1970. */
export const dateOrders = [
  "day-month-year",
  "month-day-year",
  "year-month-day",
  "unix-seconds",
  "unix-milliseconds",
] as const;

export type DateOrder = (typeof dateOrders)[number];
