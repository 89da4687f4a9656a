import { Command } from "commander";
import { type EvaluatedDataset, evaluateDataset } from "#shop/evaluate.js";
import type { GivenPaths } from "#shop/given-to.js";
import { writeTable } from "#shop/write-table.js";
import { tasks } from "#tasks/index.js";
import type { AnyTask } from "#tasks/task.js";
import { day, list, minutes, tableFile, wholeNumber } from "../flags.js";
import { addGivenFlags, givenIn } from "../given-flags.js";
import { taskNamed } from "../task-named.js";
import { type Terminal, WrongUsage } from "../terminal.js";

interface Flags {
  readonly candidates: string[];
  readonly budget: number;
  readonly seed: number;
  readonly trainBefore?: string;
  readonly predictions?: string;
  readonly json?: true;
}

export function evaluateCommand(terminal: Terminal): Command {
  const command = new Command("evaluate")
    .description("let a task's candidates compete on a data set")
    .argument("<task>", "name of the task")
    .argument("<data>", "a file or folder in the contract's form, or an export of a known format")
    .option("--candidates <names>", "only these, separated by commas", list, [])
    .option("--budget <minutes>", "for training and search of all candidates together", minutes, 10)
    .option("--seed <number>", "seed of everything random", wholeNumber(0), 1)
    .option("--train-before <day>", "split in time: what came before this day (YYYY-MM-DD) trains, the rest tests", day)
    .option(
      "--predictions <file>",
      "write the chosen model's answer for every test row, as .csv or .parquet",
      tableFile,
    )
    .option("--json", "print one JSON document on stdout");
  return addGivenFlags(command, Object.values(tasks)).action(async (name: string, data: string, flags: Flags) => {
    const task = taskNamed(name);
    const given = givenIn({ ...flags }, Object.values(tasks));
    const known = candidatesOf(task, given);
    const unknown = flags.candidates.find((candidate) => !known.includes(candidate));
    if (unknown) throw new WrongUsage(`${name} has no candidate "${unknown}", expected some of ${known.join(", ")}`);
    if (flags.trainBefore !== undefined && task.dataset.clock === undefined)
      throw new WrongUsage(`${name} has a split of its own in time; leave --train-before out`);
    const budgetSeconds = flags.budget * 60;
    const result = await evaluateDataset(task, data, { ...terminal, ...flags, budgetSeconds, given });
    if (flags.predictions) await writeTable(result.predictions, flags.predictions);
    for (const { name: left, reason } of result.leftOut) terminal.note(`left out: ${left} (${reason})`);
    for (const { name: file, reason } of result.document.refused ?? []) terminal.note(`refused: ${file} ${reason}`);
    terminal.print(flags.json ? JSON.stringify(result.document, null, 2) : leaderboard(result));
  });
}

/** Those that always compete, and those that do with what was handed over. */
function candidatesOf({ candidates, given: shapes = {} }: AnyTask, given: GivenPaths): readonly string[] {
  return [...candidates, ...Object.keys(given).flatMap((name) => shapes[name]?.candidates ?? [])];
}

function leaderboard({ document, protocol }: EvaluatedDataset): string {
  const shown = (scores: readonly { name: string; value: number }[]) =>
    scores.map(({ name, value }) => `${name} ${value.toPrecision(4)}`).join("  ");
  const width = Math.max(...document.candidates.map(({ name }) => name.length));
  const rows = document.candidates.map(({ name, seconds, scores, validation }) => {
    const mark = name === document.chosen ? "*" : " ";
    const measured = scores.length > 0 ? shown(scores) : `validation ${shown(validation)}`;
    return `${mark} ${name.padEnd(width)}  ${measured}  (${seconds.train.toFixed(1)} s + ${seconds.predict.toFixed(1)} s)`;
  });
  return [
    `${document.task} on ${document.data.path}: ${document.data.rows} rows. ${protocol.en}`,
    ...rows,
    "* chosen on validation",
  ].join("\n");
}
