import { describe, expect, it } from "vitest";
import { normalRandom } from "#numeric/normal-random.js";
import { composites } from "#tensor/composites/composites.js";
import { differentiate } from "#tensor/differentiate.js";
import { evaluate } from "#tensor/evaluate.js";
import { gradientTable } from "#tensor/gradient-table.js";
import { constant, input } from "#tensor/leaves.js";
import type { NdArray } from "#tensor/nd-array.js";
import { add, mul } from "#tensor/ops/elementwise.js";
import { ops } from "#tensor/ops/ops.js";
import { reduceSum } from "#tensor/ops/reduce.js";
import { known } from "#tensor/shape.js";
import type { Tensor } from "#tensor/tensor.js";
import { below, numbersFor, random, sizeOf, typeOf } from "./numbers-for.js";
import { opCases } from "./op-cases.js";

const STEP = 1e-5;
const TOLERANCE = 1e-6; // of float64 differences; the engine's own float32 is held to 1e-4 in op-engine.test.ts

/** A loss in which every number of every output counts differently. */
function lossOf(outputs: readonly Tensor[]): Tensor {
  return outputs
    .map((output) => {
      const shape = known(output.shape);
      const weights = Float64Array.from({ length: sizeOf(shape) }, () => normalRandom(random));
      return reduceSum(mul(output, constant(weights, shape)));
    })
    .reduce(add);
}

describe.each([...ops.keys(), ...composites.keys()])("the gradient of %s", (name) => {
  const cases = opCases[name];

  it("has cases, and a row in the table", () => {
    expect(cases, `no case of ${name} in op-cases.ts`).toBeDefined();
    expect(gradientTable[name] ?? composites.get(name)?.gradient, `no gradient of ${name}`).toBeDefined();
  });

  it.each(cases?.(below) ?? [])("is what differences say: $name", ({ inputs, build }) => {
    const tensors = inputs.map(({ shape, kind }, i) => input(`x${i}`, shape, typeOf(kind)));
    const given = Object.fromEntries(inputs.map((one, i) => [`x${i}`, numbersFor(one)]));
    const loss = lossOf(build(tensors));
    for (const [i, gradient] of differentiate(loss, tensors).entries()) {
      // a comparison jumps where its inputs are equal: nothing flows through it
      if (tensors[i]?.type === "float32" && inputs[i]?.kind !== "ties") expectGradient(gradient, loss, given, `x${i}`);
      else expect(gradient).toBeUndefined();
    }
  });
});

/** An input without a gradient has one of zeros. */
function expectGradient(
  gradient: Tensor | undefined,
  loss: Tensor,
  given: Record<string, NdArray>,
  name: string,
): void {
  const array = given[name] ?? { shape: [], data: new Float64Array() };
  const analytic = gradient ? evaluate([gradient], given)[0]?.data : new Float64Array(array.data.length);
  expect(gradient?.shape ?? array.shape).toEqual(array.shape);
  for (const place of array.data.keys()) {
    const difference = differenceAt(loss, given, array, place);
    const off = Math.abs((analytic?.[place] ?? Number.NaN) - difference);
    expect(off, `∂${name}[${place}]`).toBeLessThan(TOLERANCE * (1 + Math.abs(difference)));
  }
}

function differenceAt(loss: Tensor, given: Record<string, NdArray>, { data }: NdArray, place: number): number {
  const original = data[place] ?? 0;
  const at = (value: number) => {
    data[place] = value;
    return evaluate([loss], given)[0]?.data[0] ?? Number.NaN;
  };
  const [above, below] = [at(original + STEP), at(original - STEP)];
  data[place] = original;
  return (above - below) / (2 * STEP);
}
