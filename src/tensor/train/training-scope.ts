import type { Initialiser } from "../initialisers.js";
import { input, inputOp, nameOf, parameter } from "../leaves.js";
import { mul } from "../ops/elementwise.js";
import { transposeOp } from "../ops/movement.js";
import type { Scope } from "../scope.js";
import { axisOf, known } from "../shape.js";
import { BadUse, shapesText, type Tensor } from "../tensor.js";
import type { Lookup, Mask } from "./training-plan.js";

/** What a network asked for while its training graph was built. */
export interface Wanted {
  readonly parameters: Map<string, Weight>;
  readonly tables: Map<string, { readonly shape: readonly number[]; readonly initial: Initialiser }>;
  readonly states: Map<string, Weight & { readonly next: Tensor }>;
  readonly lookups: { readonly lookup: Lookup; readonly tensor: Tensor }[];
  readonly masks: Mask[];
}

interface Weight {
  readonly shape: readonly number[];
  readonly initial: Initialiser;
  readonly tensor: Tensor;
  readonly decays: boolean;
}

/** A scope that notes in `wanted` what is asked of it. */
export function trainingScope(wanted: Wanted, inputs: Readonly<Record<string, Tensor>>, prefix = ""): Scope {
  return {
    isTraining: true,
    within: (name) => trainingScope(wanted, inputs, `${prefix}${name}/`),
    parameter(name, shape, initial, { decays = true } = {}) {
      const full = prefix + name;
      const weight = wanted.parameters.get(full) ?? { shape, initial, decays, tensor: parameter(full, shape) };
      if (weight.shape.join() !== shape.join())
        throw new BadUse(full, `[${shape.join(", ")}]`, `[${weight.shape.join(", ")}] as before`);
      wanted.parameters.set(full, weight);
      return weight.tensor;
    },
    rows(name, { rows, width, initial }, ids) {
      const full = prefix + name;
      wanted.tables.set(full, { shape: [rows, width], initial });
      const { source, isTransposed } = idsOf(ids, full);
      const same = wanted.lookups.find(
        ({ lookup }) => lookup.table === full && lookup.ids === source && lookup.isTransposed === isTransposed,
      );
      if (same) return same.tensor;
      const place = `${full}#${wanted.lookups.length}`;
      const shape = [...known(ids.shape), width];
      const tensor = input(`rows ${place}`, shape);
      wanted.lookups.push({
        tensor,
        lookup: {
          input: `rows ${place}`,
          gradient: `gradient ${place}`,
          table: full,
          ids: source,
          isTransposed,
          shape,
        },
      });
      return tensor;
    },
    dropout(x, { rate, batchAxis = 0 }) {
      if (!(rate >= 0 && rate < 1)) throw new RangeError(`a dropout rate lies in [0, 1), got ${rate}`);
      if (rate === 0) return x;
      const name = `mask ${wanted.masks.length}`;
      const shape = known(x.shape);
      wanted.masks.push({ input: name, shape, batchAxis: axisOf(batchAxis, shape.length), rate });
      return mul(x, input(name, shape));
    },
    state(name, shape, initial, next) {
      const full = prefix + name;
      const tensor = wanted.states.get(full)?.tensor ?? parameter(full, shape);
      if (!wanted.states.has(full))
        wanted.states.set(full, { shape, initial, decays: false, tensor, next: next(tensor) });
      return tensor;
    },
  };
}

/** The input that names the rows: an input itself, or one turned round. */
function idsOf(ids: Tensor, table: string): { source: string; isTransposed: boolean } {
  const isTransposed = ids.node.op === transposeOp;
  const source = isTransposed ? ids.node.inputs[0] : ids;
  if (source?.node.op !== inputOp || source.type === "float32") {
    throw new BadUse(
      `rows of ${table}`,
      `${ids.node.op.name} ${shapesText([ids])}`,
      "an input of whole numbers, or its transpose",
    );
  }
  return { source: nameOf(source), isTransposed };
}
