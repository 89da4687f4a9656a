import { differentiate } from "../differentiate.js";
import type { Initialiser } from "../initialisers.js";
import { filled, input, parameter } from "../leaves.js";
import { type InputSpec, inputTensors, type Network, type Tensors } from "../network.js";
import { encodeModel } from "../onnx/encode-model.js";
import { onnxOf } from "../onnx-of.js";
import { mul } from "../ops/elementwise.js";
import { concat, expand, reshape, split } from "../ops/movement.js";
import { reduceSum } from "../ops/reduce.js";
import { known, sizeOf } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { graphNames, type Part, type TrainingPlan } from "./training-plan.js";
import { trainingScope, type Wanted } from "./training-scope.js";

/**
 * What is to be least: a number for every example (or every place of one), and, where some count more or not at all, what each
 * counts. Without weights, the first axis is the batch and every example counts alike.
 *
 * @param outputs of the network @param given its inputs, and what the truth is handed in as
 */
export type Loss = (outputs: Tensors, given: Tensors) => Tensor | { readonly losses: Tensor; readonly weights: Tensor };

export interface TrainingGraph {
  /** The ONNX model of one step: loss, gradients and next states of a micro-batch. */
  readonly model: Uint8Array;
  readonly plan: TrainingPlan;
  /** First numbers of every parameter, table and state, by name. */
  readonly initial: ReadonlyMap<string, { readonly shape: readonly number[]; readonly initial: Initialiser }>;
}

export interface TrainingGraphOptions {
  readonly loss: Loss;
  /** What the loss is handed besides the network's inputs. */
  readonly given: Readonly<Record<string, InputSpec>>;
  readonly microBatch: number;
}

/** Everything a worker needs to take its share of a step. */
export function trainingGraph(network: Network, { loss, given, microBatch }: TrainingGraphOptions): TrainingGraph {
  const specs = { ...network.inputs, ...given };
  const inputs = inputTensors(specs, microBatch);
  const wanted: Wanted = { parameters: new Map(), tables: new Map(), states: new Map(), lookups: [], masks: [] };
  const outputs = network.call(inputs, trainingScope(wanted, inputs));
  const { total, weight } = totals(loss(outputs, inputs), microBatch);
  const { flat, instead, parts } = flattened(graphNames.parameters, wanted.parameters);
  const states = flattened(graphNames.states, wanted.states);
  const parameters = [...wanted.parameters.values()].map(({ tensor }) => tensor);
  const rows = wanted.lookups.map(({ tensor }) => tensor);
  const gradients = differentiate(total, [...parameters, ...rows]);
  const orZeros = (gradient: Tensor | undefined, of: Tensor) => gradient ?? filled(0, known(of.shape));
  const flatGradient = parameters.map((one, i) => reshape(orZeros(gradients[i], one), [-1]));
  const rowGradients = wanted.lookups.map(({ lookup, tensor }, i): [string, Tensor] => [
    lookup.gradient,
    orZeros(gradients[parameters.length + i], tensor),
  ]);
  const next = [...wanted.states.values()].map(({ next }) => reshape(next, [-1]));
  const model = onnxOf(
    {
      [graphNames.loss]: total,
      [graphNames.weight]: weight,
      ...(flat && { [graphNames.gradient]: concat(flatGradient, 0) }),
      ...(states.flat && { [graphNames.nextStates]: concat(next, 0) }),
      ...Object.fromEntries(rowGradients),
    },
    { name: "training", instead: new Map([...instead, ...states.instead]) },
  );
  const plan: TrainingPlan = {
    microBatch,
    inputs: Object.entries(specs).map(([name, { shape, type = "float32", isShared = false }]) => ({
      name,
      type,
      shape: isShared ? shape : [microBatch, ...shape],
      isShared,
    })),
    lookups: wanted.lookups.map(({ lookup }) => lookup),
    masks: wanted.masks,
    parameters: parts,
    states: states.parts,
    tables: [...wanted.tables].map(([name, { shape }]) => ({ name, rows: shape[0] ?? 0, width: shape[1] ?? 0 })),
  };
  return {
    model: encodeModel(model),
    plan,
    initial: new Map([...wanted.parameters, ...wanted.tables, ...wanted.states]),
  };
}

/** Sums over the micro-batch: of weighted losses, and of what they weigh. */
function totals(found: ReturnType<Loss>, microBatch: number): { total: Tensor; weight: Tensor } {
  const { losses, weights } = "losses" in found ? found : { losses: found, weights: rowWeights(found, microBatch) };
  return { total: reduceSum(mul(losses, weights)), weight: reduceSum(expand(weights, losses.shape)) };
}

function rowWeights(losses: Tensor, microBatch: number): Tensor {
  if (losses.shape[0] !== microBatch) {
    throw new RangeError(
      `losses without weights are [batch, …]: expected ${microBatch} first, got ${String(losses.shape[0])}`,
    );
  }
  const weights = input(graphNames.rowWeights, [microBatch]);
  return reshape(weights, [microBatch, ...losses.shape.slice(1).map(() => 1)]);
}

interface Named {
  readonly shape: readonly number[];
  readonly tensor: Tensor;
  readonly decays: boolean;
}

/** One vector for many tensors: the tensors are read as parts of it. */
function flattened(name: string, tensors: ReadonlyMap<string, Named>) {
  const parts: Part[] = [];
  let from = 0;
  for (const [part, { shape, decays }] of tensors) {
    parts.push({ name: part, shape, from, to: from + sizeOf(shape), decays });
    from += sizeOf(shape);
  }
  const instead = new Map<Tensor, Tensor>();
  if (parts.length === 0) return { flat: undefined, instead, parts };
  const flat = parameter(name, [from]);
  const pieces =
    parts.length === 1
      ? [flat]
      : split(
          flat,
          parts.map((part) => part.to - part.from),
          0,
        );
  for (const [i, { tensor, shape }] of [...tensors.values()].entries()) {
    const piece = pieces[i];
    if (piece) instead.set(tensor, reshape(piece, shape));
  }
  return { flat, instead, parts };
}
