import { formatCount } from "./format.js";
import { type Html, html } from "./html.js";
import type { Language } from "./insight.js";
import { labels } from "./labels.js";
import type { PlainTable } from "./page-model.js";
import { plainText } from "./plain-text.js";

const MOST_ROWS = 400;

/** A table in a box of its own that scrolls when it is wider than the page; of a very long one the latest rows. */
export function tableHtml(table: PlainTable, language: Language): Html {
  const left = table.rows.length - MOST_ROWS;
  const rows = left > 0 ? table.rows.slice(left) : table.rows;
  const count = (rows: number): string => formatCount(rows, language);
  const cut =
    left > 0
      ? html`<p class="soft">${labels[language].latestOf(count(MOST_ROWS), count(table.rows.length))}</p>`
      : null;
  const kind = (at: number): Html | null => (table.columns[at]?.kind === "number" ? html` class="n"` : null);
  return html`${cut}<div class="scroll" tabindex="0" role="region" aria-label="${plainText(table.title, 200)}"><table>
<thead><tr>${table.columns.map(({ name }, at) => html`<th scope="col"${kind(at)}>${plainText(name, 80)}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${table.columns.map((_, at) => cell(row[at] ?? "", at, kind(at)))}</tr>\n`)}</tbody>
</table></div>`;
}

/** Numbers are never broken over two lines, nor is a text as short as a date. */
function cell(text: string, at: number, kind: Html | null): Html {
  const content = html`<bdi>${plainText(text, 200)}</bdi>`;
  const whole = kind ?? (text.length <= 16 ? html` class="s"` : null);
  return at === 0 ? html`<th scope="row"${whole}>${content}</th>` : html`<td${whole}>${content}</td>`;
}
