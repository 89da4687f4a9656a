import { htmlEntity } from "./html-entities.js";

const COMMENT = /<!--[\s\S]*?(?:-->|$)/g;
/** What a browser would run, style or not show: the content goes with the tag. */
const UNSEEN = /<(script|style|template|noscript|iframe|svg|head)\b[^>]*>[\s\S]*?(?:<\/\1\s*>|$)/gi;
const BREAK = /<\/?(?:p|div|br|li|ul|ol|tr|td|th|table|h[1-6]|hr|blockquote|section|article)\b[^>]*>/gi;
/** A tag begins with a letter, `/` or `!`: "size <3" and "a < b" stay as they are. */
const TAG = /<\/?[a-z!][^<>]*(?:>|$)/gi;
const ENTITY = /&(#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});?/gi;

/**
 * What a reader would have seen of a piece of HTML: no tags, no scripts, entities as their characters. The result is
 * text and may hold `<` again (`&lt;b&gt;` was meant to be read): whoever puts it on a page escapes it.
 */
export function htmlText(text: string): string {
  const untagged = text.includes("<")
    ? text.replace(COMMENT, " ").replace(UNSEEN, " ").replace(BREAK, "\n").replace(TAG, "")
    : text;
  if (!untagged.includes("&")) return untagged;
  return untagged.replace(ENTITY, (whole, name: string) => htmlEntity(name) ?? whole);
}
