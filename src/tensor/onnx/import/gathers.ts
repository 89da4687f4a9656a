import { gather, gatherElements, scatterElements, scatterNd } from "../../ops/gather.js";
import { axisOf } from "../../shape.js";
import type { Tensor } from "../../tensor.js";
import type { Importer, NodeReading } from "./node-reading.js";
import { isKnown, tensorOf } from "./value.js";

/** Places, those counted from the end counted from the start where they stand before the graph runs. */
function placesIn(node: NodeReading, x: Tensor, axis: number): Tensor {
  const places = node.value(1);
  if (!isKnown(places)) return places;
  const extent = x.shape[axis];
  const counted = places.values.map((place) => {
    if (typeof place !== "number" || place >= 0) return place;
    return typeof extent === "number"
      ? place + extent
      : node.refuse("a place is counted from the end of an open extent");
  });
  return tensorOf({ ...places, values: counted });
}

const along =
  (op: (x: Tensor, places: Tensor, axis: number) => Tensor): Importer =>
  (node) => {
    const x = node.tensor(0);
    const axis = axisOf(node.int("axis", 0), x.shape.length);
    return [op(x, placesIn(node, x, axis), axis)];
  };

const adding = (node: NodeReading) => node.demand("reduction", node.text("reduction", "none"), "add");

export const gathers: Readonly<Record<string, Importer>> = {
  Gather: along(gather),
  GatherElements: along(gatherElements),
  ScatterND: (node) => {
    adding(node);
    return [scatterNd(node.tensor(0), node.tensor(1), node.tensor(2))];
  },
  ScatterElements: (node) => {
    adding(node);
    const x = node.tensor(0);
    const axis = axisOf(node.int("axis", 0), x.shape.length);
    return [scatterElements(x, placesIn(node, x, axis), node.tensor(2), axis)];
  },
};
