import { Command } from "commander";
import { codeVersion } from "#shop/code-version.js";
import type { Terminal } from "./terminal.js";

/** Every command, in the order of the help. Each is loaded only when it is called: the packages behind some are heavy. */
const commands: Readonly<Record<string, () => Promise<(terminal: Terminal) => Command>>> = {
  demo: async () => (await import("./commands/demo.js")).demoCommand,
  init: async () => (await import("./commands/init.js")).initCommand,
  ingest: async () => (await import("./commands/ingest.js")).ingestCommand,
  run: async () => (await import("./commands/run.js")).runCommand,
  ask: async () => (await import("./commands/ask.js")).askCommand,
  explain: async () => (await import("./commands/explain.js")).explainCommand,
  describe: async () => (await import("./commands/describe.js")).describeCommand,
  identity: async () => (await import("./commands/identity.js")).identityCommand,
  evaluate: async () => (await import("./commands/evaluate.js")).evaluateCommand,
  export: async () => (await import("./commands/export.js")).exportCommand,
  serve: async () => (await import("./commands/serve.js")).serveCommand,
};

/** The command line: the command called, or all of them where help is asked for or none is meant. */
export async function shoplens(terminal: Terminal, called: string | undefined): Promise<Command> {
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
        "  shoplens run myshop --from orders_export.csv events.jsonl",
    );
  const load = called === undefined ? undefined : Object.hasOwn(commands, called) && commands[called];
  for (const command of load ? [load] : Object.values(commands)) {
    program.addCommand((await command())(terminal).copyInheritedSettings(program));
  }
  return program;
}
