import { readFileSync } from "node:fs";
import { rules } from "#clean/rules.js";
import { columnsOf } from "#contract/columns.js";
import { tableNames } from "#contract/contract.js";
import { type Identity, identities } from "#contract/identity.js";
import { tasks } from "#tasks/index.js";
import { owners, purposes, rooms } from "../architecture.js";

/** Docs that are drawn from the source; a test holds the files against these. By path. */
export const generatedDocs: Readonly<Record<string, () => string>> = {
  "docs/architecture.md": architecturePage,
  "docs/contract.md": contractPage,
  "docs/cleaning.md": cleaningPage,
  "README.md": readme,
};

const made = (from: string) =>
  `<!-- Drawn from ${from} by \`npm run generate\`; a test fails when the two differ. -->\n`;

function architecturePage(): string {
  const names = Object.keys(rooms) as (keyof typeof rooms)[];
  const arrows = names.flatMap((room) => direct(room).map((below) => `  ${room} --> ${below}`));
  const rows = names.map((room) => `| \`${room}/\` | ${purposes[room]} | ${rooms[room].join(", ") || "–"} |`);
  const packages = Object.entries(owners).map(([name, room]) => `| \`${name}\` | \`${room}/\` |`);
  return [
    "# Architecture",
    "",
    made("architecture.js"),
    "A shop's raw files become answers on one path:",
    "",
    "    files ──ingest──▶ warehouse ──a task's .sql──▶ Table ──train──▶ Model ──predict──▶ Answer ──render, say──▶ report",
    "",
    "The rooms, lowest first. A room may import itself and the rooms its line names; `npm run architecture` fails on anything",
    "else, on cycles, on tasks or model families that know each other, and on file access outside the rooms that may.",
    "",
    "| room | what lives there | may import |",
    "|---|---|---|",
    ...rows,
    "",
    "Arrows that another path already implies are left out:",
    "",
    "```mermaid",
    "flowchart BT",
    ...arrows,
    "```",
    "",
    "Each vendor package has one owner; swapping it touches that room alone.",
    "",
    "| package | room |",
    "|---|---|",
    ...packages,
    "",
  ].join("\n");
}

/** The rooms below that no other room below already leads to. */
function direct(room: keyof typeof rooms): string[] {
  const below: readonly string[] = rooms[room];
  const reached = (from: string): readonly string[] => rooms[from as keyof typeof rooms];
  return below.filter((target) => !below.some((other) => other !== target && reached(other).includes(target)));
}

function contractPage(): string {
  const sections = tableNames.flatMap((table) => [
    `## ${table}`,
    "",
    knownBy(identities[table]),
    "",
    "| column | type | unit | meaning |",
    "|---|---|---|---|",
    ...columnsOf(table).map(
      ({ name, type, unit, meaning, required }) =>
        `| \`${name}\`${required ? " **required**" : ""} | ${type} | ${unit} | ${meaning} |`,
    ),
    "",
  ]);
  return [
    "# The contract: what a shop's data is",
    "",
    made("src/contract/"),
    "A file whose columns are named as those of one table below is loaded as it stands; other columns are ignored. A time",
    "without an offset is in the shop's time zone. Types: text, whole (an integer), number, price (an exact decimal with up",
    "to four places), flag (true or false), time, day.",
    "",
    ...sections,
  ].join("\n");
}

function knownBy(identity: Identity): string {
  switch (identity.kind) {
    case "key": {
      const gaps = identity.gaps === "filled" ? "; what the newer row leaves open, the older one fills" : "";
      return `Known by ${identity.columns.map((name) => `\`${name}\``).join(", ")}: loaded again, a row replaces itself unless what is there is newer${gaps}.`;
    }
    case "occurrence":
      return `Known by \`${identity.id}\`; without one, by its content and its occurrence number within the file.`;
    case "part":
      return `Part of a whole: when its \`${identity.of}\` is loaded again, all its rows are replaced together.`;
  }
}

/** The page on cleaning as it stands, with its table of rules drawn anew. */
function cleaningPage(): string {
  const rows = Object.values(rules).map(({ name, title, usually, actions, reasons }) => {
    const others = actions.filter((action) => action !== usually).join(", ");
    const why = Object.values(reasons).map(({ en }) => en.replace("{n}", "…").replace("{other}", "…"));
    return `| \`${name}\` | ${title.en} | **${usually}**, ${others} | ${why.join("; ")} |`;
  });
  return filled(readFileSync("docs/cleaning.md", "utf8"), {
    rules: ["| rule | finds | what is done | because |", "|---|---|---|---|", ...rows].join("\n"),
  });
}

/** The README as it stands, with the parts between its markers drawn anew. */
function readme(): string {
  const rows = Object.values(tasks).map(
    ({ name, question, candidates }) =>
      `| [${name}](src/tasks/${name}/${name}.md) | ${question.en} | ${candidates.join(", ")} |`,
  );
  const example = (name: string) => readFileSync(`examples/${name}`, "utf8").trimEnd();
  return filled(readFileSync("README.md", "utf8"), {
    tasks: ["| task | question | models that compete |", "|---|---|---|", ...rows].join("\n"),
    example: `\`\`\`ts\n${example("what-sold.ts")}\n\`\`\`\n\n    ${example("what-sold.out")}`,
  });
}

function filled(text: string, parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts).reduce(
    (page, [name, part]) =>
      page.replace(
        new RegExp(`<!-- ${name} -->[^]*<!-- /${name} -->`),
        () => `<!-- ${name} -->\n${part}\n<!-- /${name} -->`,
      ),
    text,
  );
}
