import type { Kernels } from "./kernel.js";
import { plainKernels } from "./plain-kernels.js";
import type { SharedArena } from "./shared-arena.js";
import { kernelModule, simdKernels } from "./simd-kernels.js";
import { webAssembly } from "./web-assembly.js";

/** The fastest kernels this machine runs on the arrays of an arena; their results are the same to the last bit. */
export function kernelsOn(arena: SharedArena): Kernels {
  return webAssembly.validate(kernelModule) ? simdKernels(arena) : plainKernels;
}
