import { spawnSync } from "node:child_process";

const python = process.env["PYTHON"] ?? "python3";

/**
 * The Python that has these packages, for tests against another implementation: `PYTHON`, else python3 on the path. Where
 * there is none, `reason` says so, to stand in the name of what is skipped.
 */
export function pythonWith(...packages: string[]): { readonly python: string; readonly reason: string } {
  const search = `import importlib.util as u, sys; print([p for p in sys.argv[1:] if not u.find_spec(p)])`;
  const { error, status, stdout } = spawnSync(python, ["-c", search, ...packages], { encoding: "utf8" });
  if (error || status !== 0) return { python, reason: ` (skipped: ${python} does not run; PYTHON names another)` };
  const absent = stdout.trim();
  return { python, reason: absent === "[]" ? "" : ` (skipped: ${python} lacks ${absent}; PYTHON names another)` };
}
