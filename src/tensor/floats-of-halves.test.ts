import * as ort from "onnxruntime-node";
import { expect, it } from "vitest";
import { floatsOfHalves } from "./floats-of-halves.js";

// One node, Cast from float16 to float32, opset 21, made and checked by Python's onnx 1.
const castModel =
  "CAo6VQofCgRoYWxmEgZzaW5nbGUiBENhc3QqCQoCdG8YAaABAhIEY2FzdFoUCgRoYWxmEgwKCggKEgYKBAiAgARiFgoGc2luZ2xlEgwKCggBEgYKBAiAgARCBAoAEBU=";

it("every one of the 65,536 halves is the single that ONNX Runtime casts it to", async () => {
  const halves = Uint16Array.from({ length: 65536 }, (_, bits) => bits);
  const session = await ort.InferenceSession.create(Buffer.from(castModel, "base64"));
  const { single } = await session.run({ half: new ort.Tensor("float16", halves, [65536]) });
  expect(floatsOfHalves(halves)).toEqual(single!.data);
});
