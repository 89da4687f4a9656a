import { formatCount, formatMoney } from "./format.js";
import { type Html, html } from "./html.js";
import type { Language } from "./insight.js";
import { labels } from "./labels.js";
import type { Quality } from "./page-model.js";
import { plainText } from "./plain-text.js";
import { prose } from "./prose.js";

/** What came, what of it could be used, and why the rest could not. */
export function qualityHtml(quality: Quality, language: Language): Html {
  const word = labels[language];
  const count = (rows: number): string => formatCount(rows, language);
  if (quality.rowsRead === 0) {
    return html`<section class="box" id="data"><h2>${word.dataQuality}</h2><p class="answer">${word.nothingLoaded}</p></section>`;
  }
  return html`<section class="box" id="data"><h2>${word.dataQuality}</h2>
<dl class="counts"><div><dt>${word.rowsRead}</dt><dd>${count(quality.rowsRead)}</dd></div><div><dt>${word.rowsLoaded}</dt><dd>${count(quality.rowsLoaded)}</dd></div><div><dt>${word.rowsRefused}</dt><dd>${count(quality.rowsRefused)}</dd></div></dl>
${reasons(quality, language)}
${pairs(facts(quality, language))}
${notes(quality.notes)}</section>`;
}

type Pair = readonly [name: string, value: string];

function reasons({ reasons, rowsRefused }: Quality, language: Language): Html {
  const word = labels[language];
  if (rowsRefused === 0) return html`<p class="soft">${word.noRefusals}</p>`;
  const list = reasons.map(
    ({ reason, rows }): Pair => [plainText(reason, 300), word.rows(formatCount(rows, language))],
  );
  return html`<h3>${word.whyRefused}</h3>${pairs(list)}`;
}

function facts(quality: Quality, language: Language): readonly Pair[] {
  const word = labels[language];
  const rows = (count: number): string => word.rows(formatCount(count, language));
  return [
    [word.withoutCustomer, rows(quality.rowsWithoutCustomer)],
    [word.adjustments, rows(quality.adjustments)],
    ...quality.unconverted.map(({ currency, minorUnits, rows: count }): Pair => {
      const amount = formatMoney(minorUnits, currency, language);
      return [word.inBrackets(word.unconverted, plainText(currency, 12)), `${amount} · ${rows(count)}`];
    }),
  ];
}

function pairs(list: readonly Pair[]): Html {
  return html`<dl class="pairs">${list.map(([name, value]) => html`<div><dt><bdi>${name}</bdi></dt><dd>${value}</dd></div>`)}</dl>`;
}

function notes(list: readonly string[]): Html | null {
  return list.length > 0
    ? html`<ul class="notes soft">${list.map((note) => html`<li>${prose(note)}</li>`)}</ul>`
    : null;
}
