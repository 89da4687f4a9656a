import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { simulateShop } from "../simulate-shop.js";
import { eventsFile } from "./events-file.js";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

function heapAfterCollection(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

it("gives 200,000 events of five million without holding on to them", () => {
  const shop = simulateShop({ seed: 1, customers: 120_000, items: 2000, days: 730, eventsTarget: 5_000_000 });
  const lines = eventsFile(shop).lines()[Symbol.iterator]();
  for (let event = 0; event < 20_000; event += 1) lines.next();
  const early = heapAfterCollection();
  for (let event = 20_000; event < 200_000; event += 1) lines.next();
  expect(lines.next().done).toBe(false);
  expect(heapAfterCollection() - early).toBeLessThan(8); // MiB; the lines themselves are 15
});
