import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Command } from "commander";
import { answersForAll } from "#shop/answer.js";
import { writeTable } from "#shop/write-table.js";
import type { Table } from "#table/table.js";
import { tableFile } from "../flags.js";
import { taskCommand } from "../task-command.js";
import type { Terminal } from "../terminal.js";

export function exportCommand(terminal: Terminal): Command {
  return taskCommand(terminal, {
    name: "export",
    description: "the answers for everyone, as a file",
    options: (command) => command.option("--to <file>", "a .csv, .csv.gz or .parquet; unset: CSV on stdout", tableFile),
    async run({ shop, task, request, flags }) {
      const answers = await answersForAll(shop, task, request);
      const to = flags["to"];
      if (typeof to !== "string") return toStdout(answers);
      await writeTable(answers, to);
      terminal.note(`wrote ${answers.rows} rows to ${to}`);
    },
  });
}

async function toStdout(answers: Table): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "shoplens-"));
  try {
    const file = join(folder, "answers.csv");
    await writeTable(answers, file);
    await pipeline(createReadStream(file), process.stdout, { end: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPIPE") throw error; // the reader of the pipe has seen enough
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
