import { generate, reader } from "../nd-array.js";
import { axisOf, known, sameShape } from "../shape.js";
import { apply, BadUse, numberIn, type Op, shapesText, type Tensor } from "../tensor.js";

const isPlace = (x: Tensor | undefined): x is Tensor => x?.type === "int64" || x?.type === "int32";

/** Slices of the first along `axis` at the places the second names, whose shape takes that axis's stead. */
export const gatherOp: Op = {
  name: "Gather",
  infer(inputs, attributes) {
    const [x, places] = inputs;
    if (!x || !isPlace(places) || x.shape.length === 0)
      throw new BadUse("Gather", shapesText(inputs), "a tensor and whole numbers");
    const axis = axisOf(numberIn(attributes, "axis"), x.shape.length);
    return [{ shape: [...x.shape.slice(0, axis), ...places.shape, ...x.shape.slice(axis + 1)], type: x.type }];
  },
  evaluate: ([x, places], { attributes, outputs }) => {
    if (!x || !places) return [];
    const axis = axisOf(numberIn(attributes, "axis"), x.shape.length);
    const [read, place] = [reader(x), reader(places)];
    const rank = places.shape.length;
    const value = (at: readonly number[]) =>
      read([...at.slice(0, axis), place(at.slice(axis, axis + rank)), ...at.slice(axis + rank)]);
    return [generate(known(outputs[0]?.shape ?? []), value)];
  },
};

/** At each place of the second, the number of the first whose index along `axis` stands there. */
export const gatherElementsOp: Op = {
  name: "GatherElements",
  infer(inputs, attributes) {
    const [x, places] = inputs;
    if (!x || !isPlace(places) || x.shape.length !== places.shape.length) {
      throw new BadUse("GatherElements", shapesText(inputs), "a tensor and whole numbers, of as many axes");
    }
    axisOf(numberIn(attributes, "axis"), x.shape.length);
    return [{ shape: places.shape, type: x.type }];
  },
  evaluate: ([x, places], { attributes }) => {
    if (!x || !places) return [];
    const axis = axisOf(numberIn(attributes, "axis"), x.shape.length);
    const [read, place] = [reader(x), reader(places)];
    return [generate(places.shape, (at) => read(at.with(axis, place(at))))];
  },
};

/** The first with slices of the third added at the places the second names by their first indices. */
export const scatterNdOp: Op = {
  name: "ScatterND",
  infer(inputs) {
    const [x, places, updates] = inputs;
    const depth = places?.shape.at(-1);
    const expected =
      x && places && typeof depth === "number" ? [...places.shape.slice(0, -1), ...x.shape.slice(depth)] : null;
    if (!x || places?.type !== "int64" || !updates || !expected || !sameShape(expected, updates.shape)) {
      throw new BadUse("ScatterND", shapesText(inputs), "a tensor, int64 places [n…, depth] and as many slices");
    }
    return [{ shape: x.shape, type: x.type }];
  },
  evaluate: ([x, places, updates]) => {
    if (!x || !places || !updates) return [];
    const depth = places.shape.at(-1) ?? 1;
    const slice = x.shape.slice(depth).reduce((all, one) => all * one, 1);
    const data = Float64Array.from(x.data);
    for (let i = 0; i * depth < places.data.length; i += 1) {
      let place = 0;
      for (let d = 0; d < depth; d += 1) place = place * (x.shape[d] ?? 1) + (places.data[i * depth + d] ?? 0);
      for (let j = 0; j < slice; j += 1)
        data[place * slice + j] = (data[place * slice + j] ?? 0) + (updates.data[i * slice + j] ?? 0);
    }
    return [{ shape: x.shape, data }];
  },
};

/** The first with numbers of the third added at the indices along `axis` that the second names. */
export const scatterElementsOp: Op = {
  name: "ScatterElements",
  infer(inputs) {
    const [x, places, updates] = inputs;
    if (!x || !isPlace(places) || !updates || !sameShape(places.shape, updates.shape)) {
      throw new BadUse("ScatterElements", shapesText(inputs), "a tensor, places and as many updates");
    }
    return [{ shape: x.shape, type: x.type }];
  },
  evaluate: ([x, places, updates], { attributes }) => {
    if (!x || !places || !updates) return [];
    const axis = axisOf(numberIn(attributes, "axis"), x.shape.length);
    const [read, place] = [reader(updates), reader(places)];
    const sums = new Map<string, number>();
    generate(places.shape, (at) => {
      const key = at.with(axis, place(at)).join();
      sums.set(key, (sums.get(key) ?? 0) + read(at));
      return 0;
    });
    const original = reader(x);
    return [generate(x.shape, (at) => original(at) + (sums.get(at.join()) ?? 0))];
  },
};

export const gatherOps: readonly Op[] = [gatherOp, gatherElementsOp, scatterNdOp, scatterElementsOp];

/** @param x [rows, …] @param places any shape, of whole numbers */
export const gather = (x: Tensor, places: Tensor, axis = 0): Tensor =>
  apply(gatherOp, [x, places], { axis: axisOf(axis, x.shape.length) });
export const gatherElements = (x: Tensor, places: Tensor, axis: number): Tensor =>
  apply(gatherElementsOp, [x, places], { axis: axisOf(axis, x.shape.length) });
/** Adds: places named more than once receive every update. */
export const scatterNd = (x: Tensor, places: Tensor, updates: Tensor): Tensor =>
  apply(scatterNdOp, [x, places, updates], { reduction: "add" });
export const scatterElements = (x: Tensor, places: Tensor, updates: Tensor, axis: number): Tensor =>
  apply(scatterElementsOp, [x, places, updates], { axis: axisOf(axis, x.shape.length), reduction: "add" });
