import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { build } from "esbuild";

// The command line as a few files: Node takes longer to find and read 500 modules than most commands take to answer
// (init 0.31 s from modules, 0.20 s from this). A command still loads only its own parts.
const outdir = "dist/cli";

/** A module's own place, from which it reads its .sql, stays where tsc put it. */
const ownPlaces = {
  name: "own-places",
  setup(builder) {
    builder.onLoad({ filter: /\.js$/ }, ({ path }) => {
      const place = relative(process.cwd(), path);
      if (!place.startsWith("dist")) return undefined;
      const url = `new URL(${JSON.stringify(relative(outdir, place))}, import.meta.url).href`;
      return { contents: readFileSync(path, "utf8").replaceAll("import.meta.url", url), loader: "js" };
    });
  },
};

await build({
  entryPoints: ["dist/serve/cli/main.js"],
  outdir,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "linked",
  external: ["@duckdb/node-bindings", "@node-rs/jieba", "onnxruntime-node", "sharp"], // these hold machine code
  banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  plugins: [ownPlaces],
});
