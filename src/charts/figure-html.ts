import type { Chart, LineChart } from "./chart.js";
import { chartTable } from "./chart-table.js";
import { type Html, html, markup } from "./html.js";
import type { Language } from "./insight.js";
import { labels } from "./labels.js";
import { plainText } from "./plain-text.js";
import { prose } from "./prose.js";
import { isEmpty, renderSvg } from "./render-svg.js";
import { tableHtml } from "./table-html.js";

const WIDE = 780;
/** Half a page, or the whole of a phone: text keeps its size where a scaled-down wide drawing would be unreadable. */
const NARROW = 362;

/** Charts in reading order: two that need little width stand side by side, any other has the whole width. */
export function figuresHtml(charts: readonly Chart[], language: Language): Html {
  const rows: Html[] = [];
  for (let i = 0; i < charts.length; i++) {
    const [chart, next] = [charts[i]!, charts[i + 1]];
    if (next && isSmall(chart) && isSmall(next)) {
      rows.push(html`<div class="two">${figure(chart, "half", language)}${figure(next, "half", language)}</div>`);
      i++;
    } else rows.push(figure(chart, "full", language));
  }
  return html`${rows}`;
}

function isSmall(chart: Chart): boolean {
  return (
    chart.kind === "bar" ||
    (chart.kind === "column" && chart.labels.length <= 12) ||
    (chart.kind === "heat" && chart.columns.length <= 7)
  );
}

function figure(chart: Chart, space: "half" | "full", language: Language): Html {
  const title = html`<h3>${plainText(chart.title, 200)}</h3>`;
  const caption = html`<figcaption>${prose(chart.caption)}</figcaption>`;
  if (isEmpty(chart))
    return html`<figure>${title}<p class="empty">${labels[language].noFigures}</p>${caption}</figure>`;
  return html`<figure>${title}${key(chart, language)}
${drawings(chart, space, language)}
${caption}
<details><summary>${labels[language].figuresAsTable}</summary>${tableHtml(chartTable(chart, language), language)}</details></figure>`;
}

/** A drawing for each width, of which the page shows one. */
function drawings(chart: Chart, space: "half" | "full", language: Language): Html {
  const narrow = markup(renderSvg(chart, { language, width: NARROW }));
  if (space === "half") return html`<div class="draw">${narrow}</div>`;
  const wide = markup(renderSvg(chart, { language, width: WIDE }));
  return html`<div class="draw wide">${wide}</div><div class="draw narrow">${narrow}</div>`;
}

/** What the lines mean; one line alone needs no key. */
function key(chart: Chart, language: Language): Html | null {
  if (chart.kind === "diverging") {
    const { left, right } = chart.names;
    return html`<p class="key"><span class="k-left">${plainText(left, 80)}</span><span class="k-right">${plainText(right, 80)}</span></p>`;
  }
  if (chart.kind !== "line" || !chart.expected) return null;
  const word = labels[language];
  const names = chart.names ?? {};
  const band =
    chart.lower && chart.upper ? html`<span class="k-band">${plainText(names.band ?? word.range, 80)}</span>` : null;
  return html`<p class="key"><span class="k-actual">${plainText(names.actual ?? word.measured, 80)}</span><span class="k-expected">${plainText(names.expected ?? word.expected, 80)}</span>${band}${marked(chart, language)}</p>`;
}

function marked(chart: LineChart, language: Language): Html | null {
  return chart.marks?.length ? html`<span class="k-mark">${labels[language].unusual}</span>` : null;
}
