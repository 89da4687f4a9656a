import { type Html, html } from "./html.js";
import type { Quote, QuoteList } from "./page-model.js";
import { harmless, plainText } from "./plain-text.js";
import { prose } from "./prose.js";

/** What customers wrote, what stands out in it marked; every piece of it is escaped as text. */
export function quotesHtml({ title, quotes }: QuoteList): Html | null {
  if (quotes.length === 0) return null;
  return html`<div class="part"><h3>${plainText(title, 200)}</h3><ul class="quotes">${quotes.map(quoteHtml)}</ul></div>`;
}

function quoteHtml({ text, marks, note }: Quote): Html {
  return html`<li><q dir="auto">${marked(text, marks)}</q><small>${prose(plainText(note, 300))}</small></li>`;
}

/** Marks that overlap one before them, or reach beyond the text, are left out. */
function marked(text: string, marks: Quote["marks"]): Html[] {
  const pieces: Html[] = [];
  let from = 0;
  for (const { start, end, tone } of marks) {
    if (start < from || end <= start || end > text.length) continue;
    pieces.push(
      html`${harmless(text.slice(from, start))}<mark class="${tone}">${harmless(text.slice(start, end))}</mark>`,
    );
    from = end;
  }
  return [...pieces, html`${harmless(text.slice(from))}`];
}
