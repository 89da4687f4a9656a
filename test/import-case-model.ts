import type { OnnxAttribute, OnnxModel } from "#tensor/onnx/onnx-model.js";
import { type Case, isHeld } from "./import-cases.js";
import type { Feeds } from "./imported-network.js";

/** A model of one node. */
export function modelOf({ op, inputs, attributes = {}, outputs = 1, opset = 21, isOpen = false }: Case): OnnxModel {
  const nameAt = (place: number) => (inputs[place] ? `in${place}` : "");
  const present = inputs.flatMap((input, place) => (input ? [{ input, name: nameAt(place) }] : []));
  const outputNames = Array.from({ length: outputs }, (_, place) => `out${place}`);
  const separator = op.lastIndexOf(".");
  const node = {
    ...{ name: "it", opType: op.slice(separator + 1), domain: op.slice(0, Math.max(0, separator)) },
    ...{ inputs: inputs.map((_, place) => nameAt(place)), outputs: outputNames },
    attributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, attributeOf(value)])),
  };
  return {
    irVersion: 10,
    producer: "test",
    opsets: [
      { domain: "", version: opset },
      { domain: "com.microsoft", version: 1 },
    ],
    graph: {
      name: "case",
      nodes: [node],
      initializers: present.flatMap(({ input, name }) => (isHeld(input) ? [{ ...input.held, name }] : [])),
      inputs: present.flatMap(({ input, name }) => {
        if (isHeld(input)) return [];
        return [{ name, type: input.type, shape: isOpen ? ["batch", ...input.dims.slice(1)] : input.dims }];
      }),
      outputs: outputNames.map((name) => ({ name })),
    },
    metadata: {},
  };
}

function attributeOf(value: NonNullable<Case["attributes"]>[string]): OnnxAttribute {
  if (typeof value === "number") return { kind: "int", value };
  if (typeof value === "string") return { kind: "string", value };
  if (!Array.isArray(value)) return value as OnnxAttribute;
  return typeof value[0] === "string" ? { kind: "strings", value } : { kind: "ints", value };
}

/** What a case is handed, by name. */
export const feedsOf = ({ inputs }: Case): Feeds =>
  Object.fromEntries(
    inputs.flatMap((input, place) =>
      !input || isHeld(input) ? [] : [[`in${place}`, { data: input.data, shape: input.dims }]],
    ) as [string, Feeds[string]][],
  );
