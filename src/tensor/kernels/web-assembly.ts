/** What the kernels use of the platform's WebAssembly, which TypeScript declares only together with the browser's page. */
export interface SharedMemory {
  readonly buffer: SharedArrayBuffer;
}

type Imports = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface WebAssemblyPlatform {
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
  readonly Memory: new (limits: { initial: number; maximum: number; shared: true }) => SharedMemory;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (
    module: object,
    imports: Imports,
  ) => { readonly exports: Readonly<Record<string, (...values: number[]) => number | undefined>> };
}

export const webAssembly = (globalThis as unknown as { readonly WebAssembly: WebAssemblyPlatform }).WebAssembly;
