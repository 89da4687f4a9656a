import { readdirSync } from "node:fs";

/** `npm run bench -- NAME [args]`: the benchmarks, each in a file of its own beside this one. */
const benchmarks = readdirSync(new URL(".", import.meta.url))
  .filter((name) => name.endsWith(".bench.ts"))
  .map((name) => name.slice(0, -".bench.ts".length));

const [name, ...args] = process.argv.slice(2);
if (name && benchmarks.includes(name)) {
  const { run } = (await import(`./${name}.bench.ts`)) as { run(args: readonly string[]): Promise<void> };
  await run(args);
} else {
  console.error(
    `${name ? `no benchmark is called "${name}"; there are` : "npm run bench -- NAME, one of"}: ${benchmarks.join(", ")}`,
  );
  process.exitCode = 2;
}
