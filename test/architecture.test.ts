import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { purposes, rooms } from "../architecture.js";

const folders = readdirSync("src", { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? entry.name : []));

it("every folder of src is a room, and every room a folder with a purpose", () => {
  expect(folders.toSorted()).toEqual(Object.keys(rooms).toSorted());
  expect(Object.keys(purposes)).toEqual(Object.keys(rooms));
});

it("every room imports only rooms below it", async () => {
  const report = await promisify(execFile)("npx", ["depcruise", "src", "--config", "--output-type", "json"], {
    maxBuffer: 1e8,
  });
  const { modules, summary } = JSON.parse(report.stdout);
  expect(modules.length, "dependency-cruiser read nothing: is TypeScript newer than it supports?").toBeGreaterThan(10);
  expect(summary.violations).toEqual([]);
}, 60_000);
