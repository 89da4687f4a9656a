import { BadTensorFile } from "../bad-tensor-file.js";
import { floatsOf } from "../floats-of.js";
import { sizeOf } from "../shape.js";
import type { StoredTensor } from "../stored-tensor.js";
import type { Weights } from "../train/weights-of.js";
import type { EncoderConfig } from "./encoder-config.js";

/** A weight by the name it has here and the name it has in files. */
interface Naming {
  readonly ours: string;
  readonly theirs: string;
  /** Here. Weights of dense layers are [in, out] here and [out, in] in files. */
  readonly shape: readonly number[];
  readonly isTurned: boolean;
}

/** Every weight of an encoder of this configuration. */
function namings({ vocabulary, width, layers, hidden, positions, segments }: EncoderConfig): Naming[] {
  const table = (ours: string, theirs: string, rows: number): Naming => ({
    ours,
    theirs: `embeddings.${theirs}.weight`,
    shape: [rows, width],
    isTurned: false,
  });
  return [
    table("words/table", "word_embeddings", vocabulary),
    table("positions", "position_embeddings", positions.rows),
    ...(segments > 0 ? [table("segments", "token_type_embeddings", segments)] : []),
    ...norm("norm", "embeddings.LayerNorm", width),
    ...Array.from({ length: layers }, (_, layer) => layerNamings(layer, width, hidden)).flat(),
  ];
}

function layerNamings(layer: number, width: number, hidden: number): Naming[] {
  const [ours, theirs] = [`layer ${layer}`, `encoder.layer.${layer}`];
  return [
    ...["query", "key", "value"].flatMap((name) =>
      dense(`${ours}/attention/${name}`, `${theirs}.attention.self.${name}`, [width, width]),
    ),
    ...dense(`${ours}/attention/out`, `${theirs}.attention.output.dense`, [width, width]),
    ...norm(`${ours}/attention/norm`, `${theirs}.attention.output.LayerNorm`, width),
    ...dense(`${ours}/feed forward/in`, `${theirs}.intermediate.dense`, [width, hidden]),
    ...dense(`${ours}/feed forward/out`, `${theirs}.output.dense`, [hidden, width]),
    ...norm(`${ours}/feed forward/norm`, `${theirs}.output.LayerNorm`, width),
  ];
}

function dense(ours: string, theirs: string, shape: readonly [number, number]): Naming[] {
  return [
    { ours: `${ours}/weights`, theirs: `${theirs}.weight`, shape, isTurned: true },
    { ours: `${ours}/bias`, theirs: `${theirs}.bias`, shape: [shape[1]], isTurned: false },
  ];
}

function norm(ours: string, theirs: string, width: number): Naming[] {
  return [
    { ours: `${ours}/scale`, theirs: `${theirs}.weight`, shape: [width], isTurned: false },
    { ours: `${ours}/shift`, theirs: `${theirs}.bias`, shape: [width], isTurned: false },
  ];
}

/**
 * The weights of an encoder as `encoderNetwork` names them. Files put `bert.` or `roberta.` before every name, or nothing; old ones
 * call scale and shift gamma and beta. What else a file holds (heads, poolers) is passed over.
 *
 * @param file its name, for errors
 * @throws {BadTensorFile} naming a tensor that is missing or of another shape than the configuration says
 */
export function encoderWeights(tensors: readonly StoredTensor[], config: EncoderConfig, file: string): Weights {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const prefix = ["", "bert.", "roberta."].find((one) => byName.has(`${one}embeddings.word_embeddings.weight`));
  if (prefix === undefined) {
    throw new BadTensorFile(
      `${file} has no tensor embeddings.word_embeddings.weight, with or without bert. or roberta. before it; it has ${[...byName.keys()].slice(0, 5).join(", ")} …`,
    );
  }
  const weights = new Map<string, Float32Array>();
  for (const { ours, theirs, shape, isTurned } of namings(config)) {
    const old = theirs.replace(/LayerNorm[.]weight$/, "LayerNorm.gamma").replace(/LayerNorm[.]bias$/, "LayerNorm.beta");
    const tensor = byName.get(prefix + theirs) ?? byName.get(prefix + old);
    if (!tensor) throw new BadTensorFile(`${file} has no tensor ${prefix}${theirs}.`);
    const expected = isTurned ? shape.toReversed() : shape;
    if (tensor.dims.join() !== expected.join()) {
      throw new BadTensorFile(
        `${file}: ${tensor.name} has the shape [${tensor.dims.join(", ")}], config.json says [${expected.join(", ")}].`,
      );
    }
    weights.set(ours, isTurned ? turned(floatsOf(tensor), shape) : Float32Array.from(floatsOf(tensor)));
  }
  return weights;
}

/** The same weights as a file holds them. */
export function storedWeights(weights: Weights, config: EncoderConfig): StoredTensor[] {
  return namings(config).map(({ ours, theirs, shape, isTurned }): StoredTensor => {
    const data = weights.get(ours);
    if (data?.length !== sizeOf(shape))
      throw new RangeError(`expected ${sizeOf(shape)} numbers in ${ours}, got ${data?.length}`);
    const back = shape.toReversed();
    return {
      name: theirs,
      type: "float32",
      dims: isTurned ? back : shape,
      data: isTurned ? turned(data, back) : data,
    };
  });
}

/** [columns, rows] as [rows, columns]. @param shape of the result */
function turned(data: Float32Array, [rows = 1, columns = 1]: readonly number[]): Float32Array {
  const result = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) result[row * columns + column] = data[column * rows + row]!;
  }
  return result;
}
