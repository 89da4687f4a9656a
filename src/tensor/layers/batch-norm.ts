import { ones, zeros } from "../initialisers.js";
import { scalar } from "../leaves.js";
import { add, mul, reciprocal, sqrt, sub } from "../ops/elementwise.js";
import { reshape } from "../ops/movement.js";
import { reduceMean } from "../ops/reduce.js";
import { known, sizeOf } from "../shape.js";
import type { Tensor } from "../tensor.js";
import type { Layer } from "./layer.js";

/**
 * Every channel brought to mean 0 and variance 1 over the examples that are trained on together, then scaled and shifted; the running
 * mean and variance are used where the network is only asked. [batch, channels, …] to the same.
 *
 * What is trained on together is one micro-batch: how a batch is shared among workers matters, which `groupNorm` avoids.
 *
 * Source: Ioffe & Szegedy (2015), arXiv:1502.03167; the running variance is unbiased, as in PyTorch.
 */
export const batchNorm = ({ epsilon = 1e-5, momentum = 0.1 } = {}): Layer => ({
  kind: "batchNorm",
  call(x, scope) {
    const [channels = 0] = known(x.shape.slice(1, 2));
    const axes = x.shape.map((_, axis) => axis).filter((axis) => axis !== 1);
    const across = (vector: Tensor) => reshape(vector, [1, channels, ...x.shape.slice(2).map(() => 1)]);
    const [scale, shift] = [
      scope.parameter("scale", [channels], ones, { decays: false }),
      scope.parameter("shift", [channels], zeros, { decays: false }),
    ];
    const mean = scope.isTraining ? reduceMean(x, axes) : undefined;
    const off = mean && sub(x, across(mean));
    const variance = off && reduceMean(mul(off, off), axes);
    const moved = (now: Tensor, to: Tensor | undefined) =>
      to ? add(mul(now, scalar(1 - momentum)), mul(to, scalar(momentum))) : now;
    const count = scope.isTraining ? sizeOf(x.shape) / channels : 2;
    const runningMean = scope.state("mean", [channels], zeros, (now) => moved(now, mean));
    const runningVariance = scope.state("variance", [channels], ones, (now) =>
      moved(now, variance && mul(variance, scalar(count / Math.max(1, count - 1)))),
    );
    const centred = off ?? sub(x, across(runningMean));
    const inverse = reciprocal(sqrt(add(variance ?? runningVariance, scalar(epsilon))));
    return add(mul(centred, across(mul(inverse, scale))), across(shift));
  },
});
