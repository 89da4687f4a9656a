import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ets } from "./ets.js";
import { isAdmissible } from "./ets-admissible.js";
import { runEts } from "./ets-filter.js";
import { fitForm, measured } from "./ets-fit.js";
import { etsForms, formName } from "./ets-form.js";
import { startingStates } from "./ets-start.js";

const oil = readGolden("fpp2-oil.csv");
const tourists = readGolden("fpp2-austourists.csv");
const FIRST_GUESS = { alpha: 0.2, beta: 0.02, gamma: 0.05, phi: 0.95 };

describe("exponential smoothing, by the published figures", () => {
  // the published parameters are printed to four digits, hence a tolerance of a few thousandths
  it("gives the published AIC and AICc of ETS(M,A,M) at the published parameters of Australian tourists", () => {
    const published = {
      weights: { alpha: 0.1908, beta: 0.0392, gamma: 2e-4, phi: 1 },
      initial: Float64Array.of(32.3679, 0.9281, 1.2471, 0.7683, 0.9628, 1.0218),
    };
    const { aic, aicc, sigma } = measured({ error: "M", trend: "A", season: "M" }, published, tourists);
    expect(Math.abs(aic - 224.8628)).toBeLessThan(0.005);
    expect(Math.abs(aicc - 230.1569)).toBeLessThan(0.005);
    expect(sigma).toBeCloseTo(0.0383, 4);
  });

  it("finds the alpha, first level, sigma, AIC and AICc published for Saudi oil", () => {
    const form = { error: "A", trend: "N", season: "N" } as const;
    const start = { weights: FIRST_GUESS, initial: startingStates(form, oil, 1) };
    const { weights, initial, sigma, aic, aicc } = fitForm(form, oil, start);
    expect(weights.alpha).toBeCloseTo(0.8339, 3);
    expect(initial[0]).toBeCloseTo(446.5868, 1);
    expect(sigma).toBeCloseTo(29.8282, 2);
    // the printed series has two decimals, R's has more
    expect(Math.abs(aic - 178.143)).toBeLessThan(0.005);
    expect(Math.abs(aicc - 179.8573)).toBeLessThan(0.005);
  });

  it("forecasts 542.68 for the next year of oil, as published", () => {
    const model = ets.fit(oil, { period: 1 });
    expect(model.form).toBe("ETS(A,N,N)");
    expect(Math.abs(model.mean(1)[0]! - 542.68)).toBeLessThan(0.02);
  });

  it("chooses ETS(M,A,M) for Australian tourists as R does, with no larger AICc", () => {
    const model = ets.fit(tourists, { period: 4 });
    expect(model.form).toBe("ETS(M,A,M)");
    const scale = tourists.reduce((sum, y) => sum + y, 0) / tourists.length;
    const ofUnscaled = model.parameters["aicc"]! + 2 * tourists.length * Math.log(scale);
    expect(ofUnscaled).toBeLessThan(230.1569);
    expect(ofUnscaled).toBeGreaterThan(220);
  });
});

describe("the forms of exponential smoothing", () => {
  it("are six for any series with a season and fifteen for a positive one", () => {
    expect(etsForms({ positive: false, seasonal: true }).map(formName)).toEqual([
      "ETS(A,N,N)",
      "ETS(A,N,A)",
      "ETS(A,A,N)",
      "ETS(A,A,A)",
      "ETS(A,Ad,N)",
      "ETS(A,Ad,A)",
    ]);
    expect(etsForms({ positive: true, seasonal: true })).toHaveLength(15);
    expect(etsForms({ positive: true, seasonal: false })).toHaveLength(6);
  });

  it("are admissible exactly where errors in the first states fade from the forecasts instead of growing", () => {
    const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(share, share, share, fc.constantFrom(0.8, 0.9, 0.98, 1), (alpha, betaShare, gammaShare, phi) => {
        const weights = { alpha, beta: alpha * betaShare, gamma: (1 - alpha) * gammaShare, phi };
        const form = { error: "A", trend: phi < 1 ? "Ad" : "A", season: "A" } as const;
        const means = new Float64Array(20_000);
        const states = Float64Array.of(1, 0.1, 1, 0, 0, 0, 0, 0, -1);
        runEts({ form, weights, states }, new Float64Array(means.length), 0, means);
        const left = Math.max(...means.subarray(-100).map(Math.abs));
        if (left < 1e-6) expect(isAdmissible(form, weights, 7)).toBe(true);
        if (left > 100) expect(isAdmissible(form, weights, 7)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});

describe("exponential smoothing", () => {
  it("leaves a season out when it has not been seen twice", () => {
    const short = Float64Array.of(1, 5, 2, 8, 3, 5, 1, 5, 2, 8, 3, 5);
    expect(ets.fit(short, { period: 7 }).form).toMatch(/N\)$/);
  });

  it("learns nothing from a missing day: the states stay where they were", () => {
    const model = ets.fit(Float64Array.of(4, 8, 5, 9, 6, 7, 5, 8), { period: 1 });
    const later = model.extended(Float64Array.of(Number.NaN, Number.NaN));
    expect(later.mean(3)).toEqual(model.mean(5).subarray(2));
  });

  it("refuses four observations", () => {
    expect(() => ets.fit(Float64Array.of(1, Number.NaN, 2, 3, 4), { period: 1 })).toThrow(/needs 5 known.*got 4/);
  });

  it("refuses a saved model of another kind", () => {
    expect(() => ets.load({ name: "theta" })).toThrow(/expected a saved ets model, got \{"name":"theta"\}/);
  });
});

function readGolden(name: string): Float64Array {
  const text = readFileSync(new URL(`../../../test/golden/${name}`, import.meta.url), "utf8");
  const rows = text.split("\n").filter((line) => line && !line.startsWith("#"));
  return Float64Array.from(rows.slice(1), (row) => Number(row.split(",")[1]));
}
