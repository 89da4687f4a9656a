import { inferenceTensors } from "../inference-graph.js";
import { encodeModel } from "../onnx/encode-model.js";
import { onnxOf } from "../onnx-of.js";
import type { Weights } from "../train/weights-of.js";
import type { EncoderConfig } from "./encoder-config.js";
import { encoderNetwork } from "./encoder-network.js";

/** The bytes of an ONNX file that answers the mean of the hidden states, for texts of up to `length` tokens. */
export function encoderModel(config: EncoderConfig, weights: Weights, length: number): Uint8Array {
  const { mean } = inferenceTensors(encoderNetwork(config, { length }));
  return encodeModel(onnxOf({ mean: mean! }, { name: "encoder", weights }));
}
