import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { apart, importedAnswers, importedGradients } from "../../../../test/imported-network.js";
import { decodeModel } from "../decode-model.js";
import { importModel } from "./import-model.js";

interface Recorded {
  readonly dims: readonly number[];
  readonly values: readonly number[];
}

const golden = new URL("../../../../test/golden/onnx/", import.meta.url);
const numbers = ({ dims, values }: Recorded) => ({ shape: dims, data: Float32Array.from(values) });

describe.each(["cnn", "encoder", "gru", "lstm"])("the network %s as PyTorch exported it", (name) => {
  const recorded = JSON.parse(readFileSync(new URL(`${name}.json`, golden), "utf8"));
  const feeds = { x: numbers(recorded.inputs.x) };

  describe.each(["torchscript", "dynamo"])("by %s", (exporter) => {
    const network = importModel(decodeModel(readFileSync(new URL(`${name}-${exporter}.onnx`, golden))));

    it("answers a batch of any size as PyTorch does, to 1e-5", async () => {
      const { y } = await importedAnswers(network, feeds);
      expect(y!.shape).toEqual(recorded.outputs.y.dims);
      expect(apart(y!.data, recorded.outputs.y.values)).toBeLessThan(1e-5);
    });

    it("has the weights and the gradients of PyTorch's autograd, to 1e-4", async () => {
      const expected: Record<string, Recorded> = recorded.gradients[exporter];
      expect([...network.weights.keys()].toSorted()).toEqual(Object.keys(expected).toSorted());
      const gradients = await importedGradients(network, feeds, { y: numbers(recorded.coefficients) });
      for (const [weight, { dims, values }] of Object.entries(expected)) {
        expect(gradients[weight]!.shape, weight).toEqual(dims);
        expect(apart(gradients[weight]!.data, values), weight).toBeLessThan(1e-4);
      }
    });
  });
});
