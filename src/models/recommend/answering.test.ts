import { build } from "esbuild";
import { expect, it } from "vitest";

it("answers from saved files without reading anything of what trains", async () => {
  const { metafile } = await build({
    entryPoints: ["src/models/recommend/recommenders.ts"],
    ...{ bundle: true, splitting: true, write: false, metafile: true, outdir: "unwritten" },
    ...{ format: "esm", platform: "node", packages: "external", conditions: ["development"] },
  });
  const [entry] = Object.keys(metafile.outputs).filter((name) =>
    metafile.outputs[name]!.entryPoint?.endsWith("recommenders.ts"),
  );
  const read = new Set<string>();
  const follow = (name: string): void => {
    if (read.has(name)) return;
    read.add(name);
    const { imports } = metafile.outputs[name]!;
    for (const { path, kind } of imports) if (kind === "import-statement" && path in metafile.outputs) follow(path);
  };
  follow(entry!);
  const inputs = [...read].flatMap((name) => Object.keys(metafile.outputs[name]!.inputs));
  expect(inputs).toContain("src/tensor/session.ts");
  expect(inputs.filter((path) => /tensor[/](train|layers|ops|kernels|optimisers)[/]/.test(path))).toEqual([]);
  expect(Object.keys(metafile.inputs).filter((path) => path.startsWith("src/tensor/train/"))).not.toEqual([]);
});
