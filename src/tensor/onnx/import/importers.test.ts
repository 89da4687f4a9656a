import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { feedsOf, modelOf } from "../../../../test/import-case-model.js";
import { importCases } from "../../../../test/import-cases.js";
import { answers, apart, importedAnswers } from "../../../../test/imported-network.js";
import { encodeModel } from "../encode-model.js";
import { importModel } from "./import-model.js";
import { importers } from "./importers.js";
import { isReckoned } from "./reckon.js";

describe("an operator of another's graph", () => {
  it.each(importCases.map((one, i) => [i, one.op, one] as const))(
    "%i: %s answers as it does in ONNX Runtime",
    async (_, __, one) => {
      const model = modelOf(one);
      const theirs = await answers(encodeModel(model), feedsOf(one));
      const ours = await importedAnswers(importModel(model), feedsOf(one));
      expect(Object.keys(ours)).toEqual(Object.keys(theirs));
      for (const [name, { data, shape }] of Object.entries(theirs)) {
        expect(ours[name]!.shape).toEqual(shape);
        expect(ours[name]!.data.constructor).toBe(data.constructor);
        expect(apart(ours[name]!.data, data)).toBeLessThan(1e-5);
      }
    },
  );

  it("is tried here, whichever is imported", () => {
    const tried = new Set(importCases.map(({ op }) => op));
    expect([...importers.keys()].filter((op) => !tried.has(op) && !isReckoned(op))).toEqual([]);
  });

  it("stands in docs/onnx.md, whichever is imported", () => {
    const page = readFileSync("docs/onnx.md", "utf8");
    const listed = new Set(Array.from(page.matchAll(/`([A-Za-z0-9.]+)`/g), ([, name]) => name));
    expect([...importers.keys()].filter((op) => !listed.has(op))).toEqual([]);
  });
});
