import { onnxFields } from "./onnx-fields.js";
import type { ProtoField } from "./proto-field.js";

/** A named text. */
export function decodeEntry(message: ProtoField, place: string): [key: string, value: string] {
  const entry: [string, string] = ["", ""];
  message.take(place, {
    [onnxFields.entry.key]: (field) => (entry[0] = field.text()),
    [onnxFields.entry.value]: (field) => (entry[1] = field.text()),
  });
  return entry;
}
