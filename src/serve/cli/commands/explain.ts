import type { Command } from "commander";
import type { Explanation } from "#explain/explanation.js";
import { explainAnswer } from "#shop/answer.js";
import { taskCommand } from "../task-command.js";
import type { Terminal } from "../terminal.js";

export function explainCommand(terminal: Terminal): Command {
  return taskCommand(terminal, {
    name: "explain",
    description: "why an answer is what it is: what each input added to it",
    options: (command) => command.option("--json", "print one JSON document on stdout"),
    async run({ shop, task, request, flags }) {
      const explained = await explainAnswer(shop, task, request);
      terminal.print(flags["json"] ? JSON.stringify(explained, null, 2) : inWords(explained));
    },
  });
}

function inWords({ subject, unit, baseline, answer, contributions, error, method, others = [] }: Explanation): string {
  const amount = (value: number) => `${value >= 0 ? "+" : ""}${value.toPrecision(4)}`;
  const largest = contributions.toSorted((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
  return [
    `${subject}: ${answer.toPrecision(4)} ${unit}`,
    `  ${baseline.toPrecision(4)}  baseline`,
    ...largest.map((c) => `  ${amount(c.amount)}  ${c.feature}`),
    `${method}; the parts miss the answer by ${error.toPrecision(2)}`,
    ...others.map(
      (view) =>
        `${view.method} misses it by ${view.error.toPrecision(2)}${view.agreement === null ? "" : ` and agrees at a rank correlation of ${view.agreement.toFixed(2)}`}`,
    ),
  ].join("\n");
}
