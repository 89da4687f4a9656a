import { describe, expect, it } from "vitest";
import { maskedBatches } from "./masked-batches.js";
import { numbered } from "./subword-texts.js";

const settings = { vocabulary: 50, width: 8, length: 32, segments: 4, dropout: 0, masked: 12, negatives: 16 };
const tokens = Array.from({ length: 200 }, (_, i) =>
  Int32Array.from({ length: 6 + (i % 9) }, (_, at) => (at === 0 ? numbered.first : 5 + ((i * 31 + at * 7) % 45))),
);
const batches = maskedBatches(tokens, settings, { batchSize: 8, seed: 3 });
const inputsOf = (epoch: number) => [...batches(epoch)].map(({ inputs }) => inputs as Record<string, Int32Array>);

describe("batches of masked words", () => {
  it("hide about three in ten words, never the frame, and tell what stood there", () => {
    let told = 0;
    for (const inputs of inputsOf(0)) {
      const { ids, places, targets } = inputs;
      for (const [at, isTold] of inputs["told"]!.entries()) {
        if (isTold === 0) continue;
        told += 1;
        const now = ids![Math.floor(at / settings.masked) * settings.length + places![at]!]!;
        expect(targets![at]).toBeGreaterThan(numbered.mask);
        expect(now === numbered.mask || (now > numbered.mask && now < settings.vocabulary)).toBe(true);
      }
    }
    const words = tokens.reduce((sum, { length }) => sum + length - 1, 0);
    expect(told / words).toBeGreaterThan(0.25);
    expect(told / words).toBeLessThan(0.33);
  });

  it("are the same for the same epoch, others for another", () => {
    expect(inputsOf(1)).toEqual(inputsOf(1));
    expect(inputsOf(1)).not.toEqual(inputsOf(2));
  });

  it("draw as negatives only words that occur, and say how often each is to be expected", () => {
    const [{ negatives, drawn }] = inputsOf(0) as [Record<string, Int32Array>];
    const occurring = new Set(tokens.flatMap((own) => [...own]));
    for (const token of negatives!) expect(token > numbered.mask && occurring.has(token)).toBe(true);
    expect(drawn!.every((one) => Number.isFinite(one) && one < Math.log(settings.negatives))).toBe(true);
  });
});
