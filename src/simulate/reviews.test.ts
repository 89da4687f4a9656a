import { describe, expect, it } from "vitest";
import { reviewsOf } from "./reviews.js";
import { simulateShop } from "./simulate-shop.js";

const shop = simulateShop({ seed: 21, customers: 4000, eventsTarget: 0 });
const reviews = [...reviewsOf(shop)];
const written = (language: string) => reviews.filter((review) => review.language === language);

/** One telling word or more for each aspect. */
const words = {
  en: {
    size: /\bsize|fits?\b|short|measure|big\b|smaller/i,
    quality: /made|workmanship|new after|quality|cheap|finish|survive|flaw|worn/i,
    delivery: /deliver|arrive|packed|shipping|parcel/i,
    price: /value|cent\b|costs|price|paid|expensive|pay|on sale/i,
    colour: /colour|\b(oat|sage|rust|indigo|white|ochre|forest|rose|sand|slate)\b/i,
  },
  zh: {
    size: /尺码|尺寸|大小|偏大|到手才发现很小|合身/,
    quality: /质量|做工|手感|用料|质感|瑕疵|用了一个月|才用一周/,
    delivery: /物流|快递|发货|包装|早到/,
    price: /价|划算|性价比|贵|值|便宜/,
    colour: /颜色|色差|色|绿|红|粉|灰/,
  },
};

describe("the reviews", () => {
  it("are in both languages, by the customers who speak them", () => {
    expect(written("en").length).toBeGreaterThan(600);
    expect(written("zh").length).toBeGreaterThan(400);
    for (const { language, text } of reviews) {
      expect(/[一-鿿]/.test(text)).toBe(language === "zh");
      expect(text).not.toMatch(/[{}]|undefined|\s\s|^\s|\s$/);
      if (language === "zh") expect(text).not.toMatch(/[A-Za-z,.!? ]/);
    }
  });

  it("speak of the aspects the truth names", () => {
    for (const { language, text, aspects } of reviews) {
      expect(aspects.length).toBeGreaterThan(0);
      const unsaid = aspects.filter(({ aspect }) => !words[language][aspect].test(text));
      expect(unsaid, text).toEqual([]);
    }
  });

  it("are varied: nine in ten texts are unlike any other", () => {
    for (const language of ["en", "zh"]) {
      const texts = written(language).map(({ text }) => text);
      expect(new Set(texts).size / texts.length).toBeGreaterThan(0.9);
    }
  });

  it("are of both sentiments, more good than bad, with stars that mostly agree", () => {
    const positive = reviews.filter(({ sentiment }) => sentiment === "positive");
    const share = positive.length / reviews.length;
    expect(share > 0.6 && share < 0.85).toBe(true);
    const contrary = reviews.filter(({ sentiment, rating }) => (sentiment === "positive" ? rating < 3 : rating > 3));
    const rate = contrary.length / reviews.length;
    expect(rate > 0.02 && rate < 0.08).toBe(true);
    expect(reviews.every(({ rating }) => Number.isInteger(rating) && rating >= 1 && rating <= 5)).toBe(true);
  });

  it("say worse of an item the less it merits", () => {
    const bad = (wanted: (merit: number) => boolean) => {
      const said = reviews.flatMap(({ item, aspects }) =>
        aspects.filter(({ aspect }) => wanted(shop.items[item]!.merits[aspect])),
      );
      return said.filter(({ sentiment }) => sentiment === "negative").length / said.length;
    };
    expect(bad((merit) => merit < 0)).toBeGreaterThan(bad((merit) => merit > 1) + 0.2);
  });
});
