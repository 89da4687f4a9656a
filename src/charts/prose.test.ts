import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyText } from "../../test/any-text.js";
import { markupErrors } from "../../test/markup-errors.js";
import { prose } from "./prose.js";

describe("prose", () => {
  it("turns **bold** into bold and nothing else into markup", () => {
    expect(prose("**€41k** from <i>two</i> & more").markup).toBe("<b>€41k</b> from &lt;i&gt;two&lt;/i&gt; &amp; more");
  });

  it("leaves stars alone that hold nothing", () => {
    expect(prose("5 ** 3 ** 2 and ****").markup).toBe("5 ** 3 ** 2 and ****");
  });

  it("keeps a number and its unit on one line", () => {
    expect(prose("31 % in 5 min").markup).toBe("31\u00a0% in 5\u00a0min");
    expect(prose("约 €1.8万。").markup).toBe('约 €<span class="whole">1.8万</span>。');
  });

  it("writes balanced markup whatever the sentence holds", () => {
    const hostile = fc.array(
      fc.constantFrom("**", "<b>", "</b>", "1.8万", "31 %", '"', "&", "<script>", "*", " ", "x"),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          anyText(),
          hostile.map((parts) => parts.join("")),
        ),
        (sentence) => {
          expect(markupErrors(prose(sentence).markup, new Set(["b", "span"]))).toEqual([]);
        },
      ),
    );
  });
});
