#!/usr/bin/env node
import { exitCodeOf } from "./exit-code.js";
import { shoplens } from "./shoplens.js";
import { openTerminal } from "./terminal.js";

const terminal = openTerminal();
try {
  await shoplens(terminal).parseAsync();
  terminal.quiet();
} catch (error) {
  process.exitCode = exitCodeOf(error, terminal);
}
