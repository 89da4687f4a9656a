import { Command } from "commander";
import { codeVersion } from "#shop/code-version.js";
import { askCommand } from "./commands/ask.js";

import { demoCommand } from "./commands/demo.js";
import { describeCommand } from "./commands/describe.js";
import { evaluateCommand } from "./commands/evaluate.js";
import { explainCommand } from "./commands/explain.js";
import { exportCommand } from "./commands/export.js";
import { ingestCommand } from "./commands/ingest.js";
import { initCommand } from "./commands/init.js";
import { runCommand } from "./commands/run.js";
import { serveCommand } from "./commands/serve.js";
import type { Terminal } from "./terminal.js";

/** The whole command line. Commands that concern a task are made from the task register. */
export function shoplens(terminal: Terminal): Command {
  const program = new Command("shoplens")
    .description("Turns an online shop's raw exports into answers a merchant can act on.")
    .version(codeVersion)
    .enablePositionalOptions()
    .exitOverride() // before the commands are added, which take it over
    .configureOutput({ writeErr: (text) => terminal.note(text.trimEnd()) })
    .showHelpAfterError("(shoplens --help lists the commands)")
    .addHelpText(
      "after",
      "\nStart with `shoplens demo`, or with your own exports:\n" +
        "  shoplens init myshop --currency EUR --time-zone Europe/Berlin\n" +
        "  shoplens ingest myshop orders_export.csv\n" +
        "  shoplens run myshop",
    );
  const commands = [
    demoCommand,
    initCommand,
    ingestCommand,
    runCommand,
    askCommand,
    explainCommand,
    describeCommand,
    evaluateCommand,
    exportCommand,
    serveCommand,
  ];
  for (const command of commands) program.addCommand(command(terminal).copyInheritedSettings(program));
  return program;
}
