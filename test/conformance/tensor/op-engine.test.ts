import { describe, expect, it } from "vitest";
import { composites } from "#tensor/composites/composites.js";
import { differentiate } from "#tensor/differentiate.js";
import { evaluate } from "#tensor/evaluate.js";
import { input } from "#tensor/leaves.js";
import type { NdArray } from "#tensor/nd-array.js";
import { encodeModel } from "#tensor/onnx/encode-model.js";
import { onnxOf } from "#tensor/onnx-of.js";
import { add, mul } from "#tensor/ops/elementwise.js";
import { ops } from "#tensor/ops/ops.js";
import { reduceSum } from "#tensor/ops/reduce.js";
import { type Numbers, openSession } from "#tensor/session.js";
import type { DataType, Tensor } from "#tensor/tensor.js";
import { below, numbersFor, typeOf } from "./numbers-for.js";
import { opCases } from "./op-cases.js";

const TOLERANCE = 2e-5; // of float32 sums of a few hundred products

function held({ shape, data }: NdArray, type: DataType): Numbers {
  if (type === "int64") return { shape, data: BigInt64Array.from(data, (one) => BigInt(one)) };
  return { shape, data: type === "bool" ? Uint8Array.from(data) : Float32Array.from(data) };
}

describe.each([...ops.keys(), ...composites.keys()])("the engine's %s", (name) => {
  it.each(opCases[name]?.(below) ?? [])(
    "gives what the op means, and its gradient: $name",
    async ({ inputs, build }) => {
      const tensors = inputs.map(({ shape, kind }, i) => input(`x${i}`, shape, typeOf(kind)));
      const given = Object.fromEntries(inputs.map((one, i) => [`x${i}`, numbersFor(one)]));
      const outputs = build(tensors);
      const loss = outputs.map((one) => reduceSum(mul(one, one))).reduce(add);
      const gradients = differentiate(loss, tensors).filter((one): one is Tensor => one !== undefined);
      const all = Object.fromEntries([...outputs, ...gradients].map((tensor, i) => [`y${i}`, tensor]));

      const session = await openSession(encodeModel(onnxOf(all)));
      const feeds = Object.entries(given).filter(([x]) => session.inputs.includes(x));
      const found = await session.run(
        Object.fromEntries(feeds.map(([x, array]) => [x, held(array, tensors[Number(x.slice(1))]?.type ?? "float32")])),
      );
      await session.close();

      const meant = evaluate(Object.values(all), given);
      for (const [i, { shape, data }] of meant.entries()) {
        const result = found[`y${i}`];
        expect(result?.shape).toEqual(shape);
        for (const [place, number] of data.entries()) {
          expect(Math.abs(Number(result?.data[place]) - number)).toBeLessThan(TOLERANCE * (1 + Math.abs(number)));
        }
      }
    },
  );
});
