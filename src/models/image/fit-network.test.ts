import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { picturesIn } from "#image/pictures.js";
import { mulberry32 } from "#numeric/mulberry32.js";
import { networkClassifier } from "./fit-network.js";
import type { LabelledPictures } from "./image-classifier.js";
import { residualNetwork } from "./residual.js";

const folder = mkdtempSync(join(tmpdir(), "shoplens-networks-"));
afterAll(() => rmSync(folder, { recursive: true }));

const random = mulberry32(2);
function noisy(count: number): LabelledPictures {
  const label = Int32Array.from({ length: count }, (_, i) => i % 2);
  const data = Uint8Array.from(
    { length: count * 64 },
    (_, i) => 90 * random() + (label[Math.floor(i / 64)] === (i % 8 < 4 ? 1 : 0) ? 150 : 0),
  );
  return { pictures: picturesIn(data, { side: 8, channels: 1 }), label, classes: 2 };
}

const [train, validation] = [noisy(96), noisy(32)];
const short = networkClassifier({
  ...residualNetwork,
  training: (...of) => ({ ...residualNetwork.training(...of), epochs: 4, batchSize: 16 }),
});

it("killed on the way goes on from its checkpoint to the same weights, bit for bit", async () => {
  const options = { seed: 5, signal: new AbortController().signal, progress: () => undefined };
  const whole = await short.fit(train, validation, options);
  const checkpoint = join(folder, "training");
  const stop = new AbortController();
  const progress = (share: number) => share > 0.4 && stop.abort(new Error("killed"));
  await expect(short.fit(train, validation, { ...options, checkpoint, signal: stop.signal, progress })).rejects.toThrow(
    "killed",
  );
  expect(existsSync(`${checkpoint}.safetensors`)).toBe(true);
  const shares: number[] = [];
  const resumed = await short.fit(train, validation, {
    ...options,
    checkpoint,
    progress: (share) => shares.push(share),
  });
  expect(shares[0]).toBeGreaterThan(0.3); // what was done is not done again
  const [a, b] = [whole.save(), resumed.save()];
  expect(Object.keys(a)).toEqual(Object.keys(b));
  for (const [name, content] of Object.entries(a)) expect(Buffer.compare(content, b[name]!), name).toBe(0);
}, 60_000);
