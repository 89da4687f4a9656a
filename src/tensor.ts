/**
 * The training engine by itself: networks of layers, trained on this machine's cores, saved as ONNX files. It knows nothing of shops.
 *
 * @packageDocumentation
 */
export { type AttentionOptions, attention } from "#tensor/composites/attention.js";
export { differentiate } from "#tensor/differentiate.js";
export type { ElementArray, ElementArrays, ElementType } from "#tensor/element-types.js";
export { evaluate } from "#tensor/evaluate.js";
export { floatsOf } from "#tensor/floats-of.js";
export { type ExportOptions, inferenceModel, inferenceTensors } from "#tensor/inference-graph.js";
export * from "#tensor/initialisers.js";
export type { Formula } from "#tensor/kernels/formula.js";
export type { Code, Lanes, ValueType } from "#tensor/kernels/instructions.js";
export type { Kernel, Kernels, Place, Rows, Span } from "#tensor/kernels/kernel.js";
export { type Activation, activation, activations } from "#tensor/layers/activation.js";
export { batchNorm } from "#tensor/layers/batch-norm.js";
export {
  conditionalRandomField,
  type Tagged,
  type Transitions,
  transitionsOf,
} from "#tensor/layers/conditional-random-field.js";
export { type ConvolutionOptions, conv1d, conv2d } from "#tensor/layers/convolution.js";
export { type DenseOptions, dense } from "#tensor/layers/dense.js";
export { dropout } from "#tensor/layers/dropout.js";
export { type EmbeddingOptions, embedding } from "#tensor/layers/embedding.js";
export { flatten } from "#tensor/layers/flatten.js";
export { groupNorm } from "#tensor/layers/group-norm.js";
export type { Layer } from "#tensor/layers/layer.js";
export { layerNorm } from "#tensor/layers/layer-norm.js";
export { type MultiHeadOptions, multiHeadAttention } from "#tensor/layers/multi-head-attention.js";
export {
  averagePool2d,
  globalAveragePool,
  globalMaxPool,
  maxPool1d,
  maxPool2d,
  type PoolingOptions,
} from "#tensor/layers/pooling.js";
export { learnedPositions, sinusoidalPositions } from "#tensor/layers/position.js";
export { gru, lstm, type RecurrentOptions } from "#tensor/layers/recurrent.js";
export { sequential } from "#tensor/layers/sequential.js";
export { type TransformerOptions, transformerBlock } from "#tensor/layers/transformer-block.js";
export { constant, filled, input, parameter, scalar } from "#tensor/leaves.js";
export { type CrossEntropyOptions, crossEntropy } from "#tensor/losses/cross-entropy.js";
export * from "#tensor/losses/pointwise.js";
export { type SampledOptions, sampledCrossEntropy } from "#tensor/losses/sampled-cross-entropy.js";
export { loadModel, type Model, modelOf, type SaveOptions, saveModel } from "#tensor/model.js";
export type { NdArray } from "#tensor/nd-array.js";
export { type InputSpec, type Network, networkOf, type Tensors } from "#tensor/network.js";
export { decodeModel } from "#tensor/onnx/decode-model.js";
export { encodeModel } from "#tensor/onnx/encode-model.js";
export { type ImportedNetwork, type ImportOptions, importModel } from "#tensor/onnx/import/import-model.js";
export type { OnnxAttribute, OnnxGraph, OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from "#tensor/onnx/onnx-model.js";
export { averagePool, conv, maxPool, type WindowOptions } from "#tensor/ops/convolution.js";
export {
  abs,
  add,
  and,
  cast,
  cos,
  div,
  elu,
  equal,
  erf,
  exp,
  gelu,
  greater,
  greaterOrEqual,
  leakyRelu,
  less,
  lessOrEqual,
  log,
  max,
  min,
  mul,
  neg,
  not,
  or,
  pow,
  reciprocal,
  relu,
  sigmoid,
  sign,
  sin,
  softplus,
  sqrt,
  sub,
  tanh,
  where,
} from "#tensor/ops/elementwise.js";
export { gather, gatherElements, scatterElements, scatterNd } from "#tensor/ops/gather.js";
export { type BatchFlags, fusedMatMul, gemm, type MatrixFlags, matMul } from "#tensor/ops/matrix.js";
export { concat, expand, pad, reshape, slice, split, transpose } from "#tensor/ops/movement.js";
export { layerNormalization } from "#tensor/ops/normalise.js";
export {
  argMax,
  cumSum,
  logSoftmax,
  type ReduceOptions,
  reduceLogSumExp,
  reduceMax,
  reduceMean,
  reduceMin,
  reduceSum,
  softmax,
  topK,
} from "#tensor/ops/reduce.js";
export type { OptimiserChoice, OptimiserKinds } from "#tensor/optimisers/optimiser.js";
export type { DecaySpan, DenseStep, OptimiserKind, RowStep } from "#tensor/optimisers/optimiser-kind.js";
export { optimisers } from "#tensor/optimisers/optimisers.js";
export type { EncoderConfig } from "#tensor/pretrained/encoder-config.js";
export { type EncoderSettings, encoded, encoderNetwork, meanOfPresent } from "#tensor/pretrained/encoder-network.js";
export { type EncoderFolder, openEncoder } from "#tensor/pretrained/open-encoder.js";
export { type RemoteSession, remoteSession } from "#tensor/remote-session.js";
export { openSafetensors, type Safetensors } from "#tensor/safetensors/open-safetensors.js";
export type { SafetensorsHeader, TensorPlace } from "#tensor/safetensors/parse-header.js";
export { writeSafetensors } from "#tensor/safetensors/write-safetensors.js";
export type { ScheduleChoice, ScheduleKinds } from "#tensor/schedules/schedule.js";
export type { PlateauState, ScheduleKind, ScheduleState } from "#tensor/schedules/schedule-kind.js";
export { schedules } from "#tensor/schedules/schedules.js";
export type { DropoutOptions, ParameterOptions, Scope, Table } from "#tensor/scope.js";
export { type Numbers, type OpenSession, openSession, type Session, type SessionOptions } from "#tensor/session.js";
export type { Dimension, Shape, Unknown } from "#tensor/shape.js";
export type { StoredTensor } from "#tensor/stored-tensor.js";
export {
  type Attribute,
  type Attributes,
  BadUse,
  type DataType,
  type Gradient,
  type Lowered,
  type Node,
  type Op,
  type Outcome,
  type Tensor,
} from "#tensor/tensor.js";
export type { Batch } from "#tensor/train/batch.js";
export { Diverged } from "#tensor/train/crew.js";
export { type Checkpointing, type FitOptions, fit, type Progress, type Trained } from "#tensor/train/fit.js";
export type { Epoch } from "#tensor/train/reached.js";
export type { Loss } from "#tensor/train/training-graph.js";
export type { Weights } from "#tensor/train/weights-of.js";
