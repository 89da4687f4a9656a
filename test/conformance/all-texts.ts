/** Every text anywhere in a value, with the path that leads to it. */
export function allTexts(value: unknown, path = ""): { path: string; text: string }[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => allTexts(inner, `${path}/${key}`));
}

/** What is wrong with texts that people are going to read, as sentences. */
export function wrongTexts(value: unknown): string[] {
  return allTexts(value).flatMap(({ path, text }) => {
    const word = /\b(NaN|undefined|null|-?Infinity|\[object \w+\])/.exec(text)?.[0];
    return [
      ...(text.trim() === "" ? [`${path} is empty`] : []),
      ...(word ? [`${path} says ${word}: ${text}`] : []),
      ...(text.split("**").length % 2 === 0 ? [`${path} has unbalanced **: ${text}`] : []),
      ...(/\{\{|\$\{|%[sd]/.test(text) ? [`${path} has a gap that was not filled: ${text}`] : []),
    ];
  });
}
