import { jsonTokens } from "./json-tokens.js";

/** A key that an object in `json` has twice, of which `JSON.parse` would drop one. @param json valid */
export function repeatedKey(json: string): string | undefined {
  const open: Set<string>[] = [];
  let text = "";
  for (const token of jsonTokens(json)) {
    if (token === "{" || token === "[") open.push(new Set());
    else if (token === "}" || token === "]") open.pop();
    else if (token === ":") {
      const key: string = JSON.parse(text);
      if (open.at(-1)?.has(key)) return key;
      open.at(-1)?.add(key);
    } else text = token;
  }
  return undefined;
}
