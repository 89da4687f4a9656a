import { Command } from "commander";
import type { Insight, Language } from "#charts/insight.js";
import { type Digest, digestSince, recordNow } from "#shop/digest.js";
import { ingestInto } from "#shop/ingest-into.js";
import { writeReport } from "#shop/report.js";
import { runTasks, type TaskResult } from "#shop/run.js";
import { writeRunRecord } from "#shop/run-record.js";
import { sayDigest } from "#shop/say-digest.js";
import { openShop, type Shop } from "#shop/shop.js";
import { isShop, newConfig, writeConfig } from "#shop/shop-config.js";
import { tasks } from "#tasks/index.js";
import { collected, language, minutes, sinceWhen, wholeNumber } from "../flags.js";
import { addGivenFlags, givenIn } from "../given-flags.js";
import { draftOffer, ingestSentence } from "../ingest-sentence.js";
import { taskNamed } from "../task-named.js";
import { type Terminal, WrongUsage } from "../terminal.js";

interface Flags {
  readonly budget: number;
  readonly seed: number;
  readonly lang?: Language;
  readonly update?: true;
  readonly since: string;
  readonly from?: string[];
  readonly map: string[];
  readonly json?: true;
}

export function runCommand(terminal: Terminal): Command {
  const command = new Command("run")
    .description("answer every question: features, candidates, evaluation, choice, report")
    .argument("<shop>", "folder of the shop")
    .argument("[task...]", `only these of ${Object.keys(tasks).join(", ")}`)
    .option("--budget <minutes>", "for training and search of all candidates of one task", minutes, 10)
    .option("--seed <number>", "seed of everything random", wholeNumber(0), 1)
    .option("--lang <language>", "language of the report; unset: the shop's", language)
    .option("--update", "go on from the newest saved models with what has happened since")
    .option("--since <day>", "say what changed since this day (YYYY-MM-DD), or since the last run", sinceWhen, "last")
    .option(
      "--from <files...>",
      "load these exports (files, folders, zips, workbooks) first; the shop is made when it is not there yet",
    )
    .option("--map <file>", "read what has its columns as this mapping says; may be given again", collected, [])
    .option("--json", "print one JSON document on stdout");
  return addGivenFlags(command, Object.values(tasks)).action(async (folder: string, names: string[], flags: Flags) => {
    const chosen = names.length > 0 ? names.map(taskNamed) : Object.values(tasks);
    const started = performance.now();
    const shop = await openedShop(terminal, folder, flags);
    const settled = shop.settle();
    try {
      import("#charts/page.js").catch(() => undefined); // read while the warehouse works, for the report
      const spoken = flags.lang ?? shop.config.language;
      const results = await runTasks(shop, {
        ...terminal,
        tasks: chosen,
        seed: flags.seed,
        budgetSeconds: flags.budget * 60,
        language: spoken,
        mode: flags.update ? "update" : "train",
        given: givenIn({ ...flags }, Object.values(tasks)),
      });
      const now = await recordNow(shop);
      const digest = await digestSince(shop, now, flags.since);
      const seconds = (performance.now() - started) / 1000;
      const report = await writeReport(shop, results, { language: spoken, seed: flags.seed, seconds, digest });
      writeRunRecord(shop, now);
      const { currency } = await shop.facts();
      const changes = digest ? sayDigest(digest, currency, spoken) : [];
      const done = { report, results, digest, changes };
      terminal.print(flags.json ? JSON.stringify(asJson(done), null, 2) : inWords(done));
    } finally {
      await settled;
      shop.close();
    }
  });
}

/** With `--from`, a shop that has loaded these files first. */
async function openedShop(terminal: Terminal, folder: string, { from, map }: Flags): Promise<Shop> {
  if (!from && map.length > 0) throw new WrongUsage("--map says how files are read; expected --from with the files");
  if (!from) return openShop(folder, { access: "read", signal: terminal.signal });
  if (!isShop(folder)) writeConfig(folder, newConfig(folder, {}));
  const shop = await openShop(folder, { access: "write", signal: terminal.signal });
  try {
    for (const report of await ingestInto(shop, from, { ...terminal, map })) {
      if (report.kind === "refused") {
        const { path, message, draft } = report;
        if (draft) terminal.note(draftOffer(path, draft, ["shoplens", "ingest", folder, path]));
        throw new Error(message);
      }
      terminal.note(report.kind === "passed" ? `passed over: ${report.message}` : ingestSentence(report));
    }
    return shop;
  } catch (error) {
    shop.close();
    throw error;
  }
}

interface Done {
  readonly report: string;
  readonly results: readonly TaskResult[];
  readonly digest: Digest | null;
  readonly changes: readonly Insight[];
}

function asJson({ report, results, digest }: Done) {
  return {
    report,
    since: digest,
    tasks: results.map((result) =>
      result.kind === "missing"
        ? { task: result.task.name, missing: result.reason }
        : { task: result.task.name, insights: result.insights, card: result.card, seconds: result.seconds },
    ),
  };
}

function inWords({ report, results, digest, changes }: Done): string {
  const block = (title: string, insights: readonly Insight[]) => [
    title,
    ...insights.map(({ text }) => `  ${text.replaceAll("**", "")}`),
  ];
  const lines = results.flatMap((result) =>
    result.kind === "missing"
      ? [`${result.task.name}: not answered; ${result.reason}`]
      : block(`${result.task.name}:`, result.insights),
  );
  return [...(digest ? block(`since ${digest.since}:`, changes) : []), ...lines, `report: ${report}`].join("\n");
}
