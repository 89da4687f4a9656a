import { writeFileSync } from "node:fs";
import { generatedDocs } from "./generated-docs.js";

for (const [path, text] of Object.entries(generatedDocs)) writeFileSync(path, text());
