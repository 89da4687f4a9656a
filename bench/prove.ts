import { readdirSync } from "node:fs";

/** `npm run prove -- NAME [args]`: the slow proofs, each in a file of its own beside this one. */
const proofs = readdirSync(new URL(".", import.meta.url))
  .filter((name) => name.endsWith(".prove.ts"))
  .map((name) => name.slice(0, -".prove.ts".length));

const [name, ...args] = process.argv.slice(2);
if (name && proofs.includes(name)) {
  const { run } = (await import(`./${name}.prove.ts`)) as { run(args: readonly string[]): Promise<void> };
  await run(args);
} else {
  console.error(
    `${name ? `no proof is called "${name}"; there are` : "npm run prove -- NAME, one of"}: ${proofs.join(", ")}`,
  );
  process.exitCode = 2;
}
