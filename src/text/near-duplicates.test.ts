import { describe, expect, it } from "vitest";
import { mulberry32 } from "#numeric/mulberry32.js";
import { nearDuplicates } from "./near-duplicates.js";

describe("near duplicates", () => {
  it("are found with a word changed, in either language, and nothing else is", () => {
    const texts = [
      "This is the best lamp I ever bought, my whole family loves it!",
      "Too dark for reading, and the cable is short.",
      "This is the best lamp I ever bought, my whole family loves it so!",
      "这个杯子质量非常好，包装也很严实，下次还会再来购买",
      "物流太慢了，等了快三个星期才收到，盒子还压扁了",
      "这个杯子质量非常好，包装也很严实，下次还会再来购买的！",
      "good",
      "good",
    ];
    expect(nearDuplicates(texts)).toEqual([
      [0, 2],
      [3, 5],
    ]);
  });

  it("are all found among many, as comparing every pair finds them", () => {
    const random = mulberry32(2);
    const word = () => Array.from({ length: 5 }, () => String.fromCharCode(97 + Math.floor(26 * random()))).join("");
    const originals = Array.from({ length: 200 }, () => Array.from({ length: 20 }, word));
    const copies = originals.slice(0, 40).map((words) => words.with(Math.floor(20 * random()), word()));
    const groups = nearDuplicates([...originals, ...copies].map((words) => words.join(" ")));
    expect(groups.map((group) => group.toSorted((a, b) => a - b)).sort((a, b) => a[0]! - b[0]!)).toEqual(
      copies.map((_, i) => [i, 200 + i]),
    );
  });

  it("of ten thousand copies are found in a moment", () => {
    const started = performance.now();
    const [group] = nearDuplicates(
      Array.from({ length: 10_000 }, () => "bought it, love it, five stars, would buy again"),
    );
    expect(group).toHaveLength(10_000);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
