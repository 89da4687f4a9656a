import { expect, it } from "vitest";
import { pictureSvg } from "./picture-svg.js";
import { simulateShop } from "./simulate-shop.js";

it("draws every item in its colour, no two pictures alike", () => {
  const shop = simulateShop({ seed: 1, customers: 1, items: 64 });
  const pictures = shop.items.flatMap(({ colour }, item) =>
    [0, 1].map((position) => ({ svg: pictureSvg(shop, item, position), hex: colour.hex })),
  );
  expect(pictures.filter(({ svg, hex }) => !svg.includes(`fill="${hex}"`))).toEqual([]);
  expect(new Set(pictures.map(({ svg }) => svg)).size).toBe(128);
});
