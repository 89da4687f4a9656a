import type { Command } from "commander";
import type { Language } from "#charts/insight.js";
import { answer } from "#shop/answer.js";
import { language } from "../flags.js";
import { taskCommand } from "../task-command.js";
import type { Terminal } from "../terminal.js";

export function askCommand(terminal: Terminal): Command {
  return taskCommand(terminal, {
    name: "ask",
    description: "one answer from the newest saved model",
    options: (command) =>
      command
        .option("--lang <language>", "en or zh; unset: the shop's", language)
        .option("--json", "print one JSON document on stdout"),
    async run({ shop, task, request, flags }) {
      const answered = await answer(shop, task, request);
      if (flags["json"]) return terminal.print(JSON.stringify(answered, plain, 2));
      const spoken = (flags["lang"] as Language | undefined) ?? shop.config.language;
      for (const { text, evidence } of task.say(answered, spoken)) {
        terminal.print(`${text.replaceAll("**", "")}\n  ${evidence.replaceAll("**", "")}`);
      }
      for (const { title, items } of task.lists?.(answered, spoken) ?? []) {
        terminal.print([title, ...items.map(({ name, reason }) => `  ${name} (${reason})`)].join("\n"));
      }
      for (const { title, columns, rows } of task.tables?.(answered, spoken) ?? []) {
        const lines = [columns.map(({ name }) => name), ...rows].map((cells) => `  ${cells.join("  ")}`);
        terminal.print([title, ...lines].join("\n"));
      }
      for (const { title, quotes } of task.quotes?.(answered, spoken) ?? []) {
        terminal.print(
          [title, ...quotes.map(({ text, note }) => `  “${text.replace(/\s+/g, " ")}”\n    ${note}`)].join("\n"),
        );
      }
    },
  });
}

/** Typed arrays as plain lists; a number that is none as null. */
function plain(_: string, value: unknown): unknown {
  if (ArrayBuffer.isView(value))
    return Array.from(value as Float64Array, (number) => (Number.isFinite(number) ? number : null));
  return value;
}
