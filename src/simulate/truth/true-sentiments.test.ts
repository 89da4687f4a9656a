import { expect, it } from "vitest";
import { csvFiles } from "../raw/raw-files.js";
import { simulateShop } from "../simulate-shop.js";
import { trueSentiments } from "./true-sentiments.js";

it("has the true sentiment of each review in reviews.csv, in its order", () => {
  const shop = simulateShop({ seed: 9, customers: 400, eventsTarget: 0 });
  const reviews = csvFiles(shop).find(({ path }) => path === "reviews.csv")!;
  const ids = Array.from(reviews.lines())
    .filter((line) => typeof line === "string")
    .map((line) => line.slice(0, line.indexOf(",")));
  const truth = [...trueSentiments(shop)];
  expect(truth.map(({ reviewId }) => reviewId)).toEqual(ids);
  expect(new Set(truth.map(({ sentiment }) => sentiment))).toEqual(new Set(["positive", "negative"]));
});
