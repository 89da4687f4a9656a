import { readFileSync } from "node:fs";

const sql = (name: string) => readFileSync(new URL(`./report/${name}.sql`, import.meta.url), "utf8");

/** The report's own queries. */
export const reportSql = {
  period: sql("period"),
  weeks: sql("weeks"),
  periods: sql("periods"),
  days: sql("days"),
  newcomers: sql("newcomers"),
  findings: sql("findings"),
  examples: sql("examples"),
  read: sql("read"),
  joins: sql("joins"),
  joined: sql("joined"),
  joinList: sql("join-list"),
  sharedList: sql("shared-list"),
};
