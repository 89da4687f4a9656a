const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\p{Surrogate}/gu;

/** Text without control characters, lone surrogates and direction overrides, which would turn the text around it. */
export function harmless(text: string): string {
  return text.replace(UNSAFE, "");
}

/** Text from a shop's data made harmless for any document: on one line, white space folded, cut to a length. */
export function plainText(text: string, longest = 2000): string {
  const start = text.length > 4 * longest ? text.slice(0, 4 * longest) : text;
  const clean = harmless(start.replace(/\s+/gu, " ")).trim();
  if (clean.length <= longest) return clean;
  const letters = Array.from(clean);
  return letters.length <= longest ? clean : `${letters.slice(0, longest - 1).join("")}…`;
}
