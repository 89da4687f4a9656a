#!/usr/bin/env node
import { exitCodeOf } from "./exit-code.js";
import { shoplens } from "./shoplens.js";
import { openTerminal } from "./terminal.js";

const terminal = openTerminal();
try {
  await (await shoplens(terminal, process.argv[2])).parseAsync();
  terminal.quiet();
} catch (error) {
  process.exitCode = exitCodeOf(error, terminal);
}
