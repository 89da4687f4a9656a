import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";

// tsc copies no .sql
for (const entry of readdirSync("src", { recursive: true, withFileTypes: true })) {
  if (!entry.name.endsWith(".sql")) continue;
  const path = join(entry.parentPath, entry.name);
  cpSync(path, path.replace(/^src/, "dist"));
}
