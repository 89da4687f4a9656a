import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Command } from "commander";
import { formatCount } from "#charts/format.js";
import { answersForAll } from "#shop/answer.js";
import { type Revealable, reveal } from "#shop/reveal.js";
import { writeTable } from "#shop/write-table.js";
import type { Table } from "#table/table.js";
import { kindsOfData, tableFile } from "../flags.js";
import { taskCommand } from "../task-command.js";
import { type Terminal, WrongUsage } from "../terminal.js";

const USUAL: readonly Revealable[] = ["email", "phone", "name"];

export function exportCommand(terminal: Terminal): Command {
  return taskCommand(terminal, {
    name: "export",
    description: "the answers for everyone, as a file",
    options: (command) =>
      command
        .option("--to <file>", "a .csv, .csv.gz or .parquet; unset: CSV on stdout", tableFile)
        .option(
          "--reveal [what]",
          "open the vault and add what it holds of each customer: email, phone, name, address, several parted by commas " +
            "(default: email,phone,name); the opening is logged and needs --to",
          kindsOfData,
        ),
    async run({ shop, task, request, flags }) {
      const to = flags["to"];
      const kinds = flags["reveal"] === true ? USUAL : (flags["reveal"] as readonly Revealable[] | undefined);
      if (kinds && typeof to !== "string") {
        throw new WrongUsage(
          "--reveal needs --to: what is revealed is written to a file for its owner alone, not to a screen",
        );
      }
      const answers = await answersForAll(shop, task, request);
      if (typeof to !== "string") return toStdout(answers);
      if (kinds) {
        await writeTable(await reveal(shop, answers, { kinds, task: task.name, to }), to, { readers: "owner" });
        terminal.note(
          `wrote ${formatCount(answers.rows, "en")} rows to ${to} with ${kinds.join(", ")} of each customer; the opening of the ` +
            `vault is noted in ${shop.folder}/openings.jsonl. Delete the file when it is not needed any more`,
        );
        return;
      }
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
