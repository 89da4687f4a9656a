import { harmless } from "./plain-text.js";

/** Markup that is known to be safe: made by `html` or vouched for by `markup`. Anything else is text and is escaped. */
export interface Html {
  readonly markup: string;
}

type Content = Html | string | number | null | undefined | readonly Content[];

/**
 * A template whose every hole is escaped: html`<b>${name}</b>` is safe whatever the name holds. Lists are written
 * one after the other, null and undefined leave nothing.
 */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return { markup: strings.map((string, i) => string + written(contents[i])).join("") };
}

/** Vouches for markup made elsewhere, such as a drawing. */
export function markup(trusted: string): Html {
  return { markup: trusted };
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text for the content of an element or a quoted attribute, in HTML and in XML. */
export function escapeHtml(text: string): string {
  return harmless(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? "");
}

function written(content: Content): string {
  if (content === null || content === undefined) return "";
  if (typeof content === "string" || typeof content === "number") return escapeHtml(String(content));
  return "markup" in content ? content.markup : content.map(written).join("");
}
