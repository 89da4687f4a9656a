/** A text as the clean copy holds it: without spaces around it, in quotes where it must be. */
export function csvField(text: string): string {
  const bare = text.startsWith(" ") || text.endsWith(" ") ? text.replaceAll(/^ +| +$/g, "") : text;
  return /[",\r\n]/.test(bare) ? `"${bare.replaceAll('"', '""')}"` : bare;
}
