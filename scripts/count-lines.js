import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rooms } from "../architecture.js";

// Growth is meant to be seen: lines of source and of tests in each room.
const lines = (path) => readFileSync(path, "utf8").split("\n").length - 1;
const filesOf = (room) =>
  readdirSync(join("src", room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
const sum = (files) => files.reduce((total, file) => total + lines(file), 0);

let total = 0;
for (const room of Object.keys(rooms)) {
  const files = filesOf(room);
  const tests = files.filter((file) => file.includes(".test."));
  const source = sum(files.filter((file) => !tests.includes(file)));
  total += source;
  process.stdout.write(
    `${room.padEnd(10)} ${String(source).padStart(6)} lines  ${String(sum(tests)).padStart(6)} of tests\n`,
  );
}
process.stdout.write(`${"all".padEnd(10)} ${String(total).padStart(6)} lines\n`);
