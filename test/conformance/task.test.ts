import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tableNames } from "#contract/contract.js";
import type { CandidateResult, Evaluation } from "#measure/score.js";
import { shopContext } from "#shop/shop-context.js";
import { type Table, textAt } from "#table/table.js";
import { tasks } from "#tasks/index.js";
import type { AnyTask } from "#tasks/task.js";
import { wrongTexts } from "./all-texts.js";
import { type ConformanceShops, conformanceShops } from "./conformance-shop.js";
import { hindsight } from "./hindsight.js";
import { type WatchedContext, watchedContext } from "./watched-context.js";

/** What a candidate says that learns from more than there is. */
const TOO_LITTLE = /\d+ .+ at least \d+ are needed/;

const languages = ["en", "zh"] as const;
const options = { seed: 3, progress: () => undefined, signal: new AbortController().signal };
const course = { ...options, budgetSeconds: 60, candidates: [] };

const folder = mkdtempSync(join(tmpdir(), "shoplens-conformance-"));
let shops: ConformanceShops;
beforeAll(async () => {
  shops = await conformanceShops(folder);
}, 60_000);
afterAll(() => {
  shops.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(Object.entries(tasks as Record<string, AnyTask>))("task %s", (name, task) => {
  describe("as it stands in its folder", () => {
    const home = fileURLToPath(new URL(`../../src/tasks/${name}/`, import.meta.url));
    const files = readdirSync(home);

    it("is registered under its own name and lives in a folder of that name", () => {
      expect(task.name).toBe(name);
      expect(name).toMatch(/^[a-z]+$/);
      expect(files).toEqual(expect.arrayContaining([`${name}.ts`, `${name}.md`]));
      expect(files.some((file) => file.endsWith(".test.ts"))).toBe(true);
    });

    it("declares each of its .sql files once, and no others", () => {
      expect(Object.values(task.queries).toSorted()).toEqual(files.filter((file) => file.endsWith(".sql")).toSorted());
      expect(Object.keys(task.queries)).toContain(task.dataset.query);
      expect(tableNames).toEqual(expect.arrayContaining([...task.needs]));
    });

    it("has a manual page with the five headings, whose links lead somewhere", () => {
      const page = readFileSync(join(home, `${name}.md`), "utf8");
      expect(page).toMatch(/^# .+\n/);
      expect(page.match(/^## .+$/gm)).toEqual([
        "## The question",
        "## Data needed",
        "## Method and source",
        "## Measured quality",
        "## Limits and bias",
      ]);
      for (const [, link] of page.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)) {
        expect(existsSync(join(home, link!)), link).toBe(true);
      }
    });

    it("asks its question in both languages", () => {
      expect(task.question.en).toMatch(/^[A-Z].*\?$/);
      expect(task.question.zh).toMatch(/\p{Script=Han}.*？$/u);
    });

    it("has distinct candidates, simplest first, and a request in which nothing must be given", () => {
      expect(task.candidates.length).toBeGreaterThan(0);
      expect(new Set(task.candidates).size).toBe(task.candidates.length);
      expect(() => task.parse({})).not.toThrow();
    });

    it("refuses requests that are nonsense", () => {
      for (const nonsense of [null, 42, "yes", []]) expect(() => task.parse(nonsense), String(nonsense)).toThrow();
      for (const field of Object.keys(task.request.shape)) {
        for (const value of [{ nested: true }, Number.NaN, ""]) {
          expect(() => task.parse({ [field]: value }), `${field}: ${JSON.stringify(value)}`).toThrow();
        }
      }
      // every field is a flag of the command line and must say what it is
      for (const [field, schema] of Object.entries(task.request.shape)) {
        expect((schema as { description?: string }).description, field).toMatch(/\w{2}/);
      }
    });
  });

  describe("on hardly any data", () => {
    it.each(["empty", "oneRow"] as const)("says what is missing, or answers sensibly (%s)", async (kind) => {
      const context = await shopContext(shops[kind], task);
      const evaluated = await task.evaluate(context, course).catch(tooLittle);
      if (evaluated instanceof RangeError) return expect(evaluated.message).toMatch(/\w+ .*\w+/);
      expectSoundEvaluation(evaluated.evaluation, task);
      const model = await task.train(context, { ...options, candidate: evaluated.evaluation.chosen }).catch(tooLittle);
      if (model instanceof RangeError) return expect(model.message).toMatch(/\w+ .*\w+/);
      const answer = await task.predict(model, task.parse({}), context);
      for (const language of languages) expectSoundWords(task, answer, language);
    });
  });

  describe("on a small shop", () => {
    let context: WatchedContext;
    let evaluation: Evaluation;
    let model: unknown;
    beforeAll(async () => {
      context = watchedContext(await shopContext(shops.stale, task));
      ({ evaluation } = await task.evaluate(context, course));
      model = await task.train(context, { ...options, candidate: evaluation.chosen });
    }, 60_000);

    it("lets its candidates compete, each score beside its baseline", () => {
      expectSoundEvaluation(evaluation, task);
      // one that learns from more than a small shop has is left out, and says what it has and what it needs
      const leftOut = new Map(evaluation.leftOut.map(({ name, reason }) => [name, reason]));
      for (const [name, reason] of leftOut) expect(reason, name).toMatch(TOO_LITTLE);
      const competed = evaluation.candidates.map((candidate) => candidate.name);
      expect(competed).toEqual(task.candidates.filter((name) => !leftOut.has(name)));
      expect(competed.length).toBeGreaterThan(1);
    });

    it("comes to the same for the same seed", async () => {
      const again = await task.evaluate(context, course);
      expect(timeless(again.evaluation)).toEqual(timeless(evaluation));
      const twin = await task.train(context, { ...options, candidate: evaluation.chosen });
      expect(task.save(twin)).toEqual(task.save(model));
    });

    it("trains every one of its candidates, and refuses others", async () => {
      for (const { name } of evaluation.leftOut) {
        await expect(task.train(context, { ...options, candidate: name })).rejects.toThrow(TOO_LITTLE);
      }
      for (const { name: candidate } of evaluation.candidates) {
        const trained = await task.train(context, { ...options, candidate });
        const answer = await task.predict(trained, task.parse({}), context);
        for (const language of languages) expectSoundWords(task, answer, language);
      }
      await expect(task.train(context, { ...options, candidate: "no such thing" })).rejects.toThrow(/no such thing/);
      await expect(task.evaluate(context, { ...course, candidates: ["no such thing"] })).rejects.toThrow(
        /no such thing/,
      );
    });

    it("stops when it is told to, before it begins and on the way", async () => {
      const reason = new Error("told to stop");
      const early = AbortSignal.abort(reason);
      await expect(task.evaluate(context, { ...course, signal: early })).rejects.toBe(reason);
      await expect(task.train(context, { ...options, candidate: evaluation.chosen, signal: early })).rejects.toBe(
        reason,
      );
      const onTheWay = new AbortController();
      const progress = (share: number) => share < 1 && onTheWay.abort(reason);
      const ended = task.evaluate(context, { ...course, progress, signal: onTheWay.signal });
      // a task that is done before it tells of its progress has no way to be stopped on
      expect(await ended.then(() => null, String)).toBe(onTheWay.signal.aborted ? String(reason) : null);
    });

    it("tells its progress as shares that never go back, in words", async () => {
      const told: [number, string][] = [];
      await task.evaluate(context, { ...course, progress: (share, doing) => told.push([share, doing]) });
      expect(told.length).toBeGreaterThan(0);
      for (const [i, [share, doing]] of told.entries()) {
        expect(doing).toMatch(/\w/);
        expect(share).toBeGreaterThanOrEqual(i === 0 ? 0 : told[i - 1]![0] - 1e-9);
        expect(share).toBeLessThanOrEqual(1 + 1e-9);
      }
    });

    it.each(languages)("says, draws and lists its answer in %s", async (language) => {
      expectSoundWords(task, await task.predict(model, task.parse({}), context), language);
    });

    it("explains an answer by parts that sum to it", async () => {
      const explained = await task.explain(model, task.parse({}), context);
      expect(wrongTexts([explained.subject, explained.unit, explained.method])).toEqual([]);
      expect(explained.contributions.length).toBeGreaterThan(0);
      const sum = explained.contributions.reduce((total, { amount }) => total + amount, explained.baseline);
      expect(explained.error).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(explained.answer)));
      expect(Math.abs(explained.answer - sum)).toBeLessThanOrEqual(explained.error + 1e-9 * Math.abs(explained.answer));
    });

    it("answers for everyone, one row for each", async () => {
      const answers = await task.answers(model, task.parse({}), context);
      expect(answers.rows).toBeGreaterThan(0);
      const names = Object.keys(answers.columns);
      for (const column of names) expect(column).toMatch(/^[a-z][a-z0-9_]*$/);
      const rows = keys(answers, names.slice(0, 2));
      expect(new Set(rows).size, `rows with the same ${names.slice(0, 2).join(" and ")}`).toBe(answers.rows);
    });

    it("is the same after it was saved and loaded", async () => {
      const loaded = task.load(structuredClone(task.save(model)));
      const request = task.parse({});
      expect(await task.predict(loaded, request, context)).toEqual(await task.predict(model, request, context));
      expect(await task.explain(loaded, request, context)).toEqual(await task.explain(model, request, context));
      expect(await task.answers(loaded, request, context)).toEqual(await task.answers(model, request, context));
      expect(task.save(loaded)).toEqual(task.save(model));
    });

    it("does not load what is damaged", () => {
      const files = task.save(model);
      expect(() => task.load({})).toThrow();
      for (const name of Object.keys(files)) {
        const { [name]: lost, ...rest } = files;
        expect(() => task.load(rest), `without ${name}`).toThrow();
        expect(() => task.load({ ...rest, [name]: lost!.subarray(0, lost!.length >> 1) }), `half of ${name}`).toThrow();
      }
    });

    it("is, updated, no worse than the stale model on what came after", async () => {
      const fresh = await shopContext(shops.fresh, task);
      const later = await shopContext(shops.later, task);
      const updated = await task.update(model, fresh, { ...options, candidate: evaluation.chosen });
      const losses = (trained: unknown) => hindsight(task, trained, { now: fresh, later });
      const stale = await losses(model);
      const worse = (await losses(updated)).map((loss, i) => loss - stale[i]!);
      // as where candidates are chosen: a difference within one standard error is none
      expect(mean(worse)).toBeLessThanOrEqual(standardError(worse));
    });

    it("leaves the tables it reads as they are", () => {
      expect(context.changed()).toEqual([]); // after everything above
    });
  });
});

/** Too little data is an answer; anything else is a fault. */
function tooLittle(error: unknown): RangeError {
  if (error instanceof RangeError) return error;
  throw error;
}

function expectSoundEvaluation(evaluation: Evaluation, task: AnyTask): void {
  expect(evaluation.task).toBe(task.name);
  expect(evaluation.seed).toBe(options.seed);
  expect(evaluation.candidates.map((candidate) => candidate.name)).toContain(evaluation.chosen);
  expect(wrongTexts(evaluation.protocol)).toEqual([]);
  for (const candidate of evaluation.candidates) {
    expect(task.candidates).toContain(candidate.name);
    expectSoundScores(candidate);
  }
}

function expectSoundScores({ name, seconds, peakMegabytes, validation, scores }: CandidateResult): void {
  expect(seconds.train, name).toBeGreaterThanOrEqual(0);
  expect(seconds.predict, name).toBeGreaterThanOrEqual(0);
  expect(peakMegabytes, name).toBeGreaterThan(10);
  for (const score of [...validation, ...scores]) {
    expect(score.name).toMatch(/\w/);
    expect(score.unit, score.name).toMatch(/\S/);
    expect(score.value, score.name).not.toBeNaN();
    if (score.baseline === null) expect(score.name, "has no baseline").toMatch(/coverage/i);
    else expect(Number.isFinite(score.baseline), `${score.name}: ${score.baseline}`).toBe(true);
  }
}

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

function standardError(values: Float64Array): number {
  const middle = mean(values);
  const squares = values.map((value) => (value - middle) ** 2);
  return Math.sqrt(mean(squares) / (values.length - 1));
}

/** The same competition took another time. */
function timeless({ candidates, ...evaluation }: Evaluation) {
  const untimed = ({ unit }: { unit: string }) => !unit.endsWith("/s");
  return {
    ...evaluation,
    candidates: candidates.map(({ seconds: _, peakMegabytes: __, scores, ...result }) => ({
      ...result,
      scores: scores.filter(untimed),
    })),
  };
}

function expectSoundWords(task: AnyTask, answer: unknown, language: "en" | "zh"): void {
  const insights = task.say(answer, language);
  const charts = task.render(answer, language);
  const lists = task.lists?.(answer, language) ?? [];
  const tables = task.tables?.(answer, language) ?? [];
  expect(insights.length).toBeGreaterThan(0);
  expect(wrongTexts({ insights, charts, lists, tables })).toEqual([]);
  for (const { text, evidence } of insights) {
    if (language === "zh") expect(`${text}${evidence}`).toMatch(/\p{Script=Han}/u);
    else expect(`${text}${evidence}`).not.toMatch(/\p{Script=Han}/u);
  }
}

function keys(table: Table, names: readonly string[]): string[] {
  return Array.from({ length: table.rows }, (_, row) =>
    JSON.stringify(
      names.map((name) => {
        const column = table.columns[name]!;
        return column instanceof Float64Array ? column[row] : textAt(column, row);
      }),
    ),
  );
}
