import type { Layer } from "./layer.js";

/** Layers one after the other. */
export const sequential = (layers: readonly Layer[]): Layer => ({
  kind: "sequential",
  call: (x, scope) => layers.reduce((y, layer, place) => layer.call(y, scope.within(`${place}.${layer.kind}`)), x),
});
