import { convolutionPool } from "../composites/convolution-pool.js";
import { poolTiles } from "../composites/pool-tiles.js";
import { averagePool, maxPool } from "../ops/convolution.js";
import { relu, reluOp } from "../ops/elementwise.js";
import { reduceMax, reduceMean } from "../ops/reduce.js";
import { inputAt, type Tensor } from "../tensor.js";
import type { Layer } from "./layer.js";

export interface PoolingOptions {
  /** Absent: the kernel's own extents, so that windows do not overlap. */
  readonly strides?: number;
  /** Places around the picture that windows may reach over. Absent: none. */
  readonly padding?: number;
}

type Pool = typeof maxPool;

const pooling = (
  kind: string,
  pool: Pool,
  extent: number,
  axes: number,
  { strides = extent, padding = 0 }: PoolingOptions,
): Layer => ({
  kind,
  call: (x) => {
    const each = (value: number, times: number) => new Array<number>(times).fill(value);
    return pool(x, each(extent, axes), { strides: each(strides, axes), pads: each(padding, 2 * axes) });
  },
});

/** Greatest of each window: [batch, channels, length] to [batch, channels, length′]. */
export const maxPool1d = (extent: number, options: PoolingOptions = {}): Layer =>
  pooling("maxPool1d", maxPool, extent, 1, options);
/** Greatest of each window, written the fastest way there is for it: [batch, channels, height, width] to [batch, channels, height′, width′]. */
export const maxPool2d = (extent: number, options: PoolingOptions = {}): Layer => {
  const { strides = extent, padding = 0 } = options;
  const general = pooling("maxPool2d", maxPool, extent, 2, options);
  if (extent !== 2 || strides !== 2 || padding !== 0) return general;
  return { kind: "maxPool2d", call: (x) => convolutionPool(x) ?? tiles(x) };
};

/** relu(x) pooled is x pooled and then relu: a quarter of the work. */
const tiles = (x: Tensor): Tensor => (x.node.op === reluOp ? relu(poolTiles(inputAt(x.node, 0))) : poolTiles(x));

/** Mean of each window, of the places inside the picture. */
export const averagePool2d = (extent: number, options: PoolingOptions = {}): Layer =>
  pooling("averagePool2d", averagePool, extent, 2, options);

const extents = (rank: number): number[] => Array.from({ length: rank - 2 }, (_, i) => i + 2);

/** Mean over all places: [batch, channels, …] to [batch, channels]. */
export const globalAveragePool = (): Layer => ({
  kind: "globalAveragePool",
  call: (x) => reduceMean(x, extents(x.shape.length)),
});
/** Greatest over all places: [batch, channels, …] to [batch, channels]. */
export const globalMaxPool = (): Layer => ({
  kind: "globalMaxPool",
  call: (x) => reduceMax(x, extents(x.shape.length)),
});
