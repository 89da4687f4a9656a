import { adamStep } from "./adam-step.js";
import { add } from "./add.js";
import { assemble } from "./assembler.js";
import { checkColumns, checkRows, checkSpan } from "./checked-work.js";
import { copy } from "./copy.js";
import { descentStep } from "./descent-step.js";
import { elementwise } from "./elementwise.js";
import type { Kernel, Kernels } from "./kernel.js";
import { momentumStep } from "./momentum-step.js";
import { overRows } from "./over-rows.js";
import { squareSumFunction, squareSumOf } from "./square-sum.js";
import { sum } from "./sum.js";
import { type SharedMemory, webAssembly } from "./web-assembly.js";

type AnyKernel = Kernel<string, string>;
type Numbers = Float32Array | Int32Array;

export const kernelList = [adamStep, momentumStep, descentStep, add, sum, copy] as readonly AnyKernel[];

const functions = [
  ...kernelList.flatMap((kernel, place) => {
    const span = { ...elementwise(kernel), index: 2 * place };
    return [span, overRows(span, kernel.arrays)];
  }),
  squareSumFunction,
];

/** The kernels as a module of WebAssembly, assembled from their formulas. */
export const kernelModule = assemble(functions);

/** Kernels in WebAssembly: four numbers at a time, on arrays of one arena. */
export function simdKernels({ memory }: { readonly memory: SharedMemory }): Kernels {
  const module = new webAssembly.Module(kernelModule);
  const { exports } = new webAssembly.Instance(module, { kernels: { memory } });
  const address = (kernel: string, name: string, array: Numbers): number => {
    if (array.buffer === memory.buffer) return array.byteOffset;
    throw new TypeError(`${kernel}: expected ${name} that lie in the arena of these kernels, got an array of its own`);
  };
  const addresses = ({ name, arrays: layout }: AnyKernel, arrays: Readonly<Record<string, Numbers>>) =>
    Object.keys(layout).map((array) => address(name, array, arrays[array]!));
  return {
    name: "simd",
    overSpan(kernel, arrays, { from, to, scalars }) {
      checkSpan(kernel, arrays, { from, to });
      const places = addresses(kernel, arrays).map((place) => place + 4 * from);
      exports[kernel.name]!(...places, to - from, ...kernel.scalars.map((name) => scalars[name]));
    },
    overRows(kernel, arrays, { scalars, ...work }) {
      checkRows(kernel, arrays, work);
      const { rows, count, width, columns = { from: 0, to: width } } = work;
      exports[`${kernel.name} over rows`]!(
        ...addresses(kernel, arrays).map((place) => place + 4 * columns.from),
        columns.to - columns.from,
        ...kernel.scalars.map((name) => scalars[name]),
        ...[address(kernel.name, "rows", rows), count, width],
      );
    },
    squareSum(array, span) {
      checkSpan(squareSumOf, { numbers: array }, span);
      return exports["square sum"]!(address("square sum", "numbers", array) + 4 * span.from, span.to - span.from)!;
    },
    squareSumOfColumns(array, { count, width, columns = { from: 0, to: width } }) {
      checkColumns(squareSumOf, { numbers: array }, { count, width, columns });
      const first = address("square sum", "numbers", array) + 4 * columns.from;
      let total = 0;
      for (let row = 0; row < count; row += 1) {
        total += exports["square sum"]!(first + 4 * row * width, columns.to - columns.from)!;
      }
      return total;
    },
  };
}
