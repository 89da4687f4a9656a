import { describe, expect, it } from "vitest";
import { withoutBoilerplate } from "./boilerplate.js";

describe("boilerplate", () => {
  it.each([
    ["此用户没有填写评价！", ""],
    ["评价方未及时做出评价,系统默认好评!", ""],
    ["The customer did not write a review.", ""],
    ["N/A", ""],
    ["Soft and warm. [This review was collected as part of a promotion.]", "Soft and warm."],
    ["很好 发自我的iPhone", "很好"],
    ["No comments on the price, but it is soft", "No comments on the price, but it is soft"],
    ["系统默认好评之前我想说，质量一般", "系统默认好评之前我想说，质量一般"],
  ])("%j becomes %j", (text, own) => {
    expect(withoutBoilerplate(text)).toBe(own);
  });
});
