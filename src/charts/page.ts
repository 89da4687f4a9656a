import { createHash } from "node:crypto";
import { figuresHtml } from "./figure-html.js";
import { formatDuration, formatInstant, formatRange } from "./format.js";
import { type Html, html, markup } from "./html.js";
import type { Insight, Language } from "./insight.js";
import { labels } from "./labels.js";
import { leaderboardHtml } from "./leaderboard-html.js";
import type { ItemList, ListedItem, Missing, Page, PlainTable, Section, Tile } from "./page-model.js";
import { pageStyle } from "./page-style.js";
import { plainText } from "./plain-text.js";
import { prose } from "./prose.js";
import { qualityHtml } from "./quality-html.js";
import { quotesHtml } from "./quotes-html.js";
import { sparkSvg } from "./spark-svg.js";
import { tableHtml } from "./table-html.js";

/**
 * The report as one self-contained HTML document: no network, no script, and a policy that forbids both, so that a
 * name in the data can do nothing but be read. Same page, same bytes.
 */
export function renderPage(page: Page): string {
  const { language } = page;
  return html`<!doctype html>
<html lang="${labels[language].htmlLanguage}">
${head(page)}
<body><main>
${header(page)}
${tiles(page.tiles, language)}
${inShort(page.insights, language)}
${page.sections.map((section) => sectionHtml(section, language))}
${missing(page.missing, language)}
${qualityHtml(page.quality, language)}
${footer(page)}
</main></body></html>
`.markup;
}

/** Allows this page's own style sheet by its hash and pictures inside the file: nothing else, from anywhere. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(pageStyle).digest("base64")}'`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

function head({ shop }: Page): Html {
  return html`<head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">
<title>${plainText(shop, 120)} · Shoplens</title>
<style>${markup(pageStyle)}</style></head>`;
}

function header({ shop, period, facts, currency, timeZone, language }: Page): Html {
  const word = labels[language];
  const when = period ? formatRange(period.from, period.to, language) : word.noPeriod;
  const line = [when, ...facts, currency ?? word.noCurrency, timeZone].map((fact) => plainText(fact, 120)).join(" · ");
  return html`<header><h1><bdi>${plainText(shop, 120)}</bdi></h1><p class="soft">${line}</p></header>`;
}

function tiles(list: readonly Tile[], language: Language): Html | null {
  return list.length > 0 ? html`<ul class="tiles">${list.map((tile) => tileHtml(tile, language))}</ul>` : null;
}

function tileHtml({ name, value, change, spark }: Tile, language: Language): Html {
  const word = labels[language];
  const meaning = { good: `${word.better}: `, warning: `${word.worse}: `, neutral: "" };
  const changed = change
    ? html`<em class="${change.tone}"><span class="unseen">${meaning[change.tone]}</span>${prose(change.text)}</em>`
    : null;
  return html`<li><span>${plainText(name, 80)}</span><b>${prose(value)}</b>${changed}${markup(sparkSvg(spark))}</li>`;
}

function inShort(list: readonly Insight[], language: Language): Html | null {
  if (list.length === 0) return null;
  return html`<section class="short" aria-label="${labels[language].inShort}">${insights(list, language)}</section>`;
}

function insights(list: readonly Insight[], language: Language): Html | null {
  if (list.length === 0) return null;
  const word = labels[language];
  const item = ({ text, tone, evidence }: Insight): Html => {
    const alarm = tone === "warning" ? html`<span class="unseen">${word.warning}</span>` : null;
    return html`<li class="${tone}"><p>${alarm}${prose(text)}</p><details><summary>${word.howWeKnow}</summary><p>${prose(evidence)}</p></details></li>\n`;
  };
  return html`<ul class="say">${list.map(item)}</ul>`;
}

function sectionHtml(section: Section, language: Language): Html {
  return html`<section id="${anchor(section.id)}"><h2>${prose(section.question)}</h2>
<p class="answer">${prose(section.answer)}</p>
${insights(section.insights, language)}
${section.lists.map(itemList)}
${figuresHtml(section.charts, language)}
${section.tables.map((table) => plainTable(table, language))}
${section.quotes?.map(quotesHtml)}
${section.leaderboard ? leaderboardHtml(section.leaderboard, language) : null}</section>
`;
}

/** Letters, digits and dashes of any script; anything else would have to be written differently in a link. */
function anchor(id: string): string {
  return `q-${id.replace(/[^\p{L}\p{N}-]+/gu, "-")}`;
}

function itemList({ title, items }: ItemList): Html {
  return html`<div class="part"><h3><bdi>${plainText(title, 300)}</bdi></h3><ol class="items">${items.map(listedItem)}</ol></div>`;
}

function listedItem({ name, reason, picture }: ListedItem, at: number): Html {
  const drawn = /^data:image\/(?:png|jpeg|webp);base64,[A-Za-z0-9+/]+=*$/.test(picture ?? "");
  const face = drawn ? html`<img src="${picture}" alt="">` : html`<i aria-hidden="true">${at + 1}</i>`;
  return html`<li>${face}<div><b><bdi>${plainText(name, 160)}</bdi></b><small>${prose(plainText(reason, 300))}</small></div></li>`;
}

function plainTable(table: PlainTable, language: Language): Html {
  return html`<div class="part"><h3>${plainText(table.title, 200)}</h3>${tableHtml(table, language)}</div>`;
}

function missing(list: readonly Missing[], language: Language): Html | null {
  if (list.length === 0) return null;
  const items = list.map(
    ({ question, reason }) => html`<li><b>${prose(question)}</b><span class="soft">${prose(reason)}</span></li>`,
  );
  return html`<section id="missing"><h2>${labels[language].notAnswered}</h2><ul class="missing">${items}</ul></section>`;
}

function footer({ made, timeZone, language }: Page): Html {
  const word = labels[language];
  const when = formatInstant(made.at, timeZone, language);
  const hash = plainText(made.dataHash, 80).slice(0, 12);
  const privacy = [word.ownPrivacy, ...made.privacy].join(word.space);
  const origin = [
    word.madeAt(when, formatDuration(made.seconds, language)),
    word.madeAgain(plainText(made.version, 40), String(made.seed), hash),
  ].join(word.space);
  return html`<footer><p>${prose(origin)}</p><p>${prose(privacy)}</p></footer>`;
}
