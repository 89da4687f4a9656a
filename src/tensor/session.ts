import { InferenceSession, Tensor as OrtTensor } from "onnxruntime-node";

/** Numbers with a shape, as they go into a session and come out of it. */
export interface Numbers {
  readonly data: Float32Array | BigInt64Array | Int32Array | Uint8Array;
  readonly shape: readonly number[];
}

export interface Session {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  run(given: Readonly<Record<string, Numbers>>): Promise<Record<string, Numbers>>;
  close(): Promise<void>;
}

/** A session of this thread, which also knows what its graph says of its inputs. */
export interface OpenSession extends Session {
  /** [inputs] the sizes of each; null for what may be any */
  readonly shapes: readonly (readonly (number | null)[])[];
}

export interface SessionOptions {
  /** Threads within an op; absent: 1. */
  readonly threads?: number;
  /** Whether ONNX Runtime rewrites the graph first: it pays for graphs that were not written for it. Absent: no. */
  readonly optimise?: boolean;
}

/** @param model the bytes of an ONNX file */
export async function openSession(
  model: Uint8Array,
  { threads = 1, optimise = false }: SessionOptions = {},
): Promise<OpenSession> {
  const session = await InferenceSession.create(model, {
    executionProviders: ["cpu"],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: optimise ? "all" : "disabled",
    logSeverityLevel: 3,
  });
  return {
    inputs: session.inputNames,
    outputs: session.outputNames,
    shapes: session.inputMetadata.map((input) =>
      input.isTensor ? input.shape.map((size) => (typeof size === "number" && size > 0 ? size : null)) : [],
    ),
    async run(given) {
      const results = await session.run(
        Object.fromEntries(Object.entries(given).map(([name, numbers]) => [name, ortTensor(numbers)])),
      );
      return Object.fromEntries(
        Object.entries(results).map(([name, { data, dims }]) => [name, { data: data as Float32Array, shape: dims }]),
      );
    },
    close: () => session.release(),
  };
}

/** The same numbers, not copied, as ONNX Runtime takes them. */
export function ortTensor({ data, shape }: Numbers): OrtTensor {
  if (data instanceof Float32Array) return new OrtTensor("float32", data, shape);
  if (data instanceof BigInt64Array) return new OrtTensor("int64", data, shape);
  return data instanceof Int32Array ? new OrtTensor("int32", data, shape) : new OrtTensor("bool", data, shape);
}
