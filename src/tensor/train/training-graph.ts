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
import { type Chunk, graphNames, type Part, type TrainingPlan } from "./training-plan.js";
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
  const flat = flattened(wanted.parameters, graphNames.parameters, graphNames.gradient);
  const states = flattened(wanted.states, graphNames.states, graphNames.nextStates);
  const parameters = [...wanted.parameters.values()].map(({ tensor }) => tensor);
  const rows = wanted.lookups.map(({ tensor }) => tensor);
  const gradients = differentiate(total, [...parameters, ...rows]);
  const orZeros = (gradient: Tensor | undefined, of: Tensor) => gradient ?? filled(0, known(of.shape));
  const parameterGradients = parameters.map((one, i) => orZeros(gradients[i], one));
  const rowGradients = wanted.lookups.map(({ lookup, tensor }, i): [string, Tensor] => [
    lookup.gradient,
    orZeros(gradients[parameters.length + i], tensor),
  ]);
  const next = [...wanted.states.values()].map((state) => state.next);
  const model = onnxOf(
    {
      [graphNames.loss]: total,
      [graphNames.weight]: weight,
      ...joined(flat.chunks, parameterGradients),
      ...joined(states.chunks, next),
      ...Object.fromEntries(rowGradients),
    },
    { name: "training", instead: new Map([...flat.instead, ...states.instead]) },
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
    parameters: flat.parts,
    states: states.parts,
    chunks: { parameters: flat.chunks.map(({ chunk }) => chunk), states: states.chunks.map(({ chunk }) => chunk) },
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

/** Parts smaller than this are taken and given together: each input and output of a graph costs as much as copying a few thousand. */
const LARGE = 1 << 14;

interface Flattened {
  readonly parts: readonly Part[];
  /** Each with how many of the parts it holds. */
  readonly chunks: readonly { readonly chunk: Chunk; readonly parts: readonly Part[] }[];
  /** What a graph reads for each tensor. */
  readonly instead: ReadonlyMap<Tensor, Tensor>;
}

/** One vector for many tensors, which the graph takes in chunks: the tensors are read as parts of them. */
function flattened(tensors: ReadonlyMap<string, Named>, input: string, output: string): Flattened {
  const parts: Part[] = [];
  let from = 0;
  for (const [name, { shape, decays }] of tensors) {
    parts.push({ name, shape, from, to: from + sizeOf(shape), decays });
    from += sizeOf(shape);
  }
  const chunks = grouped(parts).map((held, i) => ({
    chunk: { input: `${input} ${i}`, output: `${output} ${i}`, from: held[0]!.from, to: held.at(-1)!.to },
    parts: held,
  }));
  const pieces = chunks.flatMap(({ chunk, parts: held }) => {
    const whole = parameter(chunk.input, [chunk.to - chunk.from]);
    const sizes = held.map((part) => part.to - part.from);
    return held.length === 1 ? [whole] : split(whole, sizes, 0);
  });
  const instead = [...tensors.values()].map(({ tensor, shape }, i) => [tensor, reshape(pieces[i]!, shape)] as const);
  return { parts, chunks, instead: new Map(instead) };
}

function grouped(parts: readonly Part[]): Part[][] {
  const groups: Part[][] = [];
  let isOpen = false;
  for (const part of parts) {
    const isLarge = part.to - part.from >= LARGE;
    if (isOpen && !isLarge) groups.at(-1)!.push(part);
    else groups.push([part]);
    isOpen = !isLarge;
  }
  return groups;
}

/** The graph's outputs for the tensors that stand for each part, chunk by chunk. */
function joined(chunks: Flattened["chunks"], tensors: readonly Tensor[]): Record<string, Tensor> {
  const rest = tensors.map((one) => reshape(one, [-1]));
  return Object.fromEntries(
    chunks.map(({ chunk, parts }) => {
      const held = rest.splice(0, parts.length);
      return [chunk.output, held.length === 1 ? held[0]! : concat(held, 0)];
    }),
  );
}
