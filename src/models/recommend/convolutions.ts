import { dense } from "#tensor/layers/dense.js";
import { layerNorm } from "#tensor/layers/layer-norm.js";
import { add, cast, equal, gelu, mul } from "#tensor/ops/elementwise.js";
import { concat, pad, reshape, slice, transpose } from "#tensor/ops/movement.js";
import type { Tensor } from "#tensor/tensor.js";
import type { Encoder } from "./sequence-network.js";

/** Each layer looks three places wide, and further apart than the one before: together 15 places back. */
const TAPS = [0, 1, 2];
const DILATIONS = [1, 2, 4];

/**
 * Convolutions over what the customer did: each layer joins a place with those 1, 2 and then 4 times its taps before it.
 * A tap that reaches another customer's place of the same row reads zeros.
 *
 * Source: Tang & Wang (2018), Personalized top-N sequential recommendation via convolutional sequence embedding, WSDM,
 * for convolutions over the latest items; causal, dilated and with residuals as in Yuan et al. (2019), WSDM, §3.
 */
export const convolutions: Encoder = {
  name: "convolutions",
  whole: 0.98,
  encode(x, segment, scope, { width, dropout }) {
    const segments = transpose(segment, [1, 0]); // [length, batch]
    let y = x;
    for (const [layer, dilation] of DILATIONS.entries()) {
      const within = scope.within(`layer ${layer}`);
      const normed = layerNorm().call(y, within.within("norm"));
      const seen = concat(
        TAPS.map((tap) => before(normed, segments, tap * dilation)),
        2,
      ); // [length, batch, taps · width]
      const rows = reshape(seen, [-1, TAPS.length * width]);
      const joined = dense(width).call(gelu(dense(2 * width).call(rows, within.within("in"))), within.within("out"));
      y = add(y, scope.dropout(reshape(joined, x.shape), { rate: dropout, batchAxis: 1 }));
    }
    return layerNorm().call(y, scope.within("norm"));
  },
};

/** What stands `back` places before each, where that is of the same customer, else zeros. */
function before(x: Tensor, segments: Tensor, back: number): Tensor {
  if (back === 0) return x;
  const moved = (one: Tensor) => {
    const kept = slice(one, [0], [Number(one.shape[0]) - back], [0]);
    return pad(kept, [back, ...new Array<number>(2 * one.shape.length - 1).fill(0)]);
  };
  const isOwn = cast(equal(segments, moved(segments)), "float32"); // [length, batch]
  return mul(moved(x), reshape(isOwn, [...segments.shape, 1]));
}
