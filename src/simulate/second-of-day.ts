import { aliasTable } from "#numeric/alias-table.js";

/** [24] when people shop: at lunch, and in the evening. Nobody after eleven, which no clock change reaches. */
const hours = [0, 0, 0, 0, 0, 0, 1, 2, 4, 5, 6, 6, 7, 7, 6, 5, 5, 6, 7, 9, 11, 10, 5, 0];
const drawHour = aliasTable(hours);

/** The last second of the day at which anything happens. */
export const LAST_SECOND = 23 * 3600 - 1;

/** A moment of a shop's day, in seconds after midnight. */
export function secondOfDay(random: () => number): number {
  return drawHour(random()) * 3600 + Math.floor(random() * 3600);
}
