import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const examples = readdirSync("examples").filter((name) => name.endsWith(".ts"));

it.each(examples)("examples/%s prints what its .out file says", async (name) => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--conditions=development",
    "--import",
    "tsx",
    `examples/${name}`,
  ]);
  await expect(stdout).toMatchFileSnapshot(`../examples/${name.replace(/[.]ts$/, ".out")}`);
});
