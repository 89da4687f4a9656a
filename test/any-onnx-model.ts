import fc from "fast-check";
import { bytesOf, elementTypes } from "#tensor/element-types.js";
import type { OnnxAttribute, OnnxGraph, OnnxModel, OnnxNode, OnnxValue } from "#tensor/onnx/onnx-model.js";
import { anyTensor } from "./any-tensor.js";

const anyName = fc.string({ unit: "grapheme", maxLength: 8 });
const anyWhole = fc.maxSafeInteger();
const anySingle = fc.float();

const anyValue: fc.Arbitrary<OnnxValue> = fc
  .tuple(
    anyName,
    fc.option(fc.constantFrom(...elementTypes)),
    fc.option(fc.array(fc.oneof(fc.nat(), anyName), { maxLength: 3 })),
  )
  .map(([name, type, shape]) => ({ name, ...(type && { type, ...(shape && { shape }) }) }));

const { graph: anyGraph } = fc.letrec<{ graph: OnnxGraph; attribute: OnnxAttribute; node: OnnxNode }>((tie) => ({
  attribute: fc.oneof(
    { maxDepth: 2 },
    fc.record({ kind: fc.constant("float" as const), value: anySingle }),
    fc.record({ kind: fc.constant("int" as const), value: anyWhole }),
    fc.record({ kind: fc.constant("string" as const), value: anyName }),
    fc.record({ kind: fc.constant("floats" as const), value: fc.array(anySingle) }),
    fc.record({ kind: fc.constant("ints" as const), value: fc.array(anyWhole) }),
    fc.record({ kind: fc.constant("strings" as const), value: fc.array(anyName) }),
    fc.record({ kind: fc.constant("tensor" as const), value: anyTensor }),
    fc.record({ kind: fc.constant("graph" as const), value: tie("graph") }),
  ),
  node: fc.record({
    name: anyName,
    opType: anyName,
    domain: anyName,
    inputs: fc.array(anyName, { maxLength: 3 }),
    outputs: fc.array(anyName, { maxLength: 3 }),
    attributes: fc.dictionary(anyName, tie("attribute"), { maxKeys: 3, noNullPrototype: true }),
  }),
  graph: fc
    .record({
      name: anyName,
      nodes: fc.array(tie("node"), { maxLength: 3, depthIdentifier: "graph" }),
      initializers: fc.array(anyTensor, { maxLength: 3 }),
      inputs: fc.array(anyValue, { maxLength: 3 }),
      outputs: fc.array(anyValue, { maxLength: 3 }),
      valueInfo: fc.array(anyValue, { maxLength: 2 }),
    })
    .map(({ valueInfo, ...graph }) => ({ ...graph, ...(valueInfo.length > 0 && { valueInfo }) })),
}));

/** Any model the types allow, sensible or not. */
export const anyModel: fc.Arbitrary<OnnxModel> = fc.record({
  irVersion: fc.nat(),
  producer: anyName,
  opsets: fc.array(fc.record({ domain: anyName, version: fc.nat() }), { maxLength: 2 }),
  graph: anyGraph,
  metadata: fc.dictionary(anyName, anyName, { noNullPrototype: true }),
});

/** A model as JSON, tensors as their bytes in base64, so that NaNs of any bits compare. */
export const withBytes = (model: OnnxModel): unknown =>
  JSON.parse(
    JSON.stringify(model, (_, value: unknown) => {
      if (Object.is(value, -0)) return "-0";
      if (typeof value === "number" && !Number.isFinite(value)) return String(value);
      return ArrayBuffer.isView(value) ? Buffer.from(bytesOf(value as Uint8Array)).toString("base64") : value;
    }),
  );
