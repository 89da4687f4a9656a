import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { CandidateResult } from "#measure/score.js";
import { tableOf } from "#table/table.js";
import { trends } from "./trends.js";

const data = process.env["SHOPLENS_DATA"] ?? "../shared/data";
const isHere = existsSync(`${data}/forecast`);
if (!isHere) console.error(`skipped: the public series are not in ${data}/forecast`);

/** Every `nth` series of a file of public series, from the middle of each `nth` on. */
async function evaluated(name: string, nth: number) {
  const text = gunzipSync(readFileSync(`${data}/forecast/${name}.csv.gz`)).toString();
  const rows = text.split(/\r?\n/).slice(1).filter(Boolean);
  const ids = [...new Set(rows.map((row) => row.slice(0, row.indexOf(","))))].filter((_, i) => i % nth === nth >> 1);
  const kept = new Set(ids);
  const cells = rows.map((row) => row.split(",")).filter(([id]) => kept.has(id!));
  const table = tableOf({
    unique_id: cells.map(([id]) => id!),
    ds: cells.map(([, ds]) => ds!),
    y: Float64Array.from(cells, ([, , y]) => Number(y)),
    split: cells.map(([, , , split]) => split!),
  });
  const context = { read: async () => table, asOf: "1970-01-01", currency: null, timeZone: "UTC" };
  const signal = new AbortController().signal;
  const options = { seed: 1, budgetSeconds: 60, candidates: [], progress: () => undefined, signal };
  return (await trends.evaluate(context, options)).evaluation;
}

function score({ scores }: CandidateResult, name: string): number {
  return scores.find((one) => one.name === name)!.value;
}

// some series of each file, to stay quick; the figures of the whole files are in trends.md, by `npm run bench -- trends`
describe.skipIf(!isHere)("trends on public series", () => {
  it.each([
    ["nn5-daily", 20, "season is 7 steps"],
    ["retail-daily", 4, "season is 7 steps"],
    ["m4-weekly", 20, "no season"],
  ])("beats repeating the last season on %s and its bands hold", async (name, nth, season) => {
    const { candidates, protocol } = await evaluated(name, nth);
    const [naive, ets] = candidates;
    expect(protocol.en).toContain(season);
    expect(ets!.validation[0]!.value).toBeLessThan(naive!.validation[0]!.value);
    expect(score(ets!, "MASE")).toBeLessThan(score(naive!, "MASE"));
    expect(score(ets!, "OWA")).toBeLessThan(score(naive!, "OWA"));
    // so few series: their bands hold or break together
    expect(Math.abs(score(ets!, "coverage 80") - 0.8)).toBeLessThan(0.1);
    expect(Math.abs(score(ets!, "coverage 95") - 0.95)).toBeLessThan(0.06);
  });
});
