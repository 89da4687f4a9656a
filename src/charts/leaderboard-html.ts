import { formatCount, formatDuration } from "./format.js";
import { type Html, html } from "./html.js";
import type { Language } from "./insight.js";
import { labels } from "./labels.js";
import type { Leaderboard, LeaderboardRow, PlainTable, ScoreCell } from "./page-model.js";
import { plainText } from "./plain-text.js";
import { prose } from "./prose.js";
import { tableHtml } from "./table-html.js";
import { ink } from "./theme.js";

/** The competition: the score that decided, how far it is from the baseline, and behind a fold every other score. */
export function leaderboardHtml(board: Leaderboard, language: Language): Html {
  const word = labels[language];
  const deciding = board.rows.flatMap(({ validation }) => validation.slice(0, 1))[0]?.name ?? word.score;
  const direction = board.better === "higher" ? word.higherIsBetter : word.lowerIsBetter;
  const longest = Math.max(...board.rows.flatMap((row) => reach(row)), 0);
  return html`<div class="part"><h3>${word.howItWasChosen}</h3>
<p class="soft">${prose(board.protocol)}</p>
<div class="scroll" tabindex="0" role="region" aria-label="${word.howItWasChosen}"><table class="board">
<thead><tr><th scope="col">${word.model}</th><th scope="col" class="n">${plainText(deciding, 60)}<br>${word.validation}</th><th scope="col" class="bar">${word.againstBaseline}<br>${direction}</th><th scope="col" class="n">${plainText(deciding, 60)}<br>${word.test}</th><th scope="col" class="n">${word.training}</th></tr></thead>
<tbody>${board.rows.map((row) => boardRow(row, deciding, longest, language))}</tbody></table></div>
<details><summary>${word.allScores}</summary>${tableHtml(allScores(board, language), language)}</details>${leftOut(board, language)}</div>`;
}

function boardRow(row: LeaderboardRow, deciding: string, longest: number, language: Language): Html {
  const word = labels[language];
  const score = row.validation[0];
  const tested = row.test.find(({ name }) => name === deciding) ?? row.test[0];
  const won = row.chosen ? html`<span class="tag won">${word.chosen}</span>` : null;
  const simplest = row.isBaseline ? html`<span class="tag">${word.simplest}</span>` : null;
  return html`<tr${row.chosen ? html` class="chosen"` : null}><th scope="row"><bdi>${plainText(row.name, 80)}</bdi>${won}${simplest}</th><td class="n">${score ? scoreText(score.value) : "–"}</td><td class="bar">${score ? meter(score, longest) : null}</td><td class="n">${tested ? scoreText(tested.value) : "–"}</td><td class="n">${formatDuration(row.seconds.train, language)}</td></tr>
`;
}

/** The score as a bar, the baseline as an upright line; a hidden drawing, since the numbers stand beside it. */
function meter({ value, baseline }: ScoreCell, longest: number): Html | null {
  if (!(value >= 0) || !(longest > 0)) return null;
  const percent = (amount: number): string => `${((amount / longest) * 96).toFixed(1)}%`;
  const line =
    baseline !== null && baseline >= 0
      ? html`<rect x="${percent(baseline)}" width="2" height="14" fill="${ink("text")}"/>`
      : null;
  return html`<svg class="meter" aria-hidden="true"><rect width="100%" y="3" height="8" rx="4" fill="${ink("line")}" fill-opacity="0.55"/><rect width="${percent(value)}" y="3" height="8" rx="4" fill="${ink("accent")}"/>${line}</svg>`;
}

function reach({ validation }: LeaderboardRow): readonly number[] {
  const { value, baseline } = validation[0] ?? { value: 0, baseline: null };
  return [value, baseline ?? 0].filter((amount) => Number.isFinite(amount));
}

function allScores(board: Leaderboard, language: Language): PlainTable {
  const word = labels[language];
  const columns = [word.model, word.score, "", word.value, word.baseline, word.unit, word.prediction].map(
    (name, at) => ({
      name,
      kind: [3, 4, 6].includes(at) ? ("number" as const) : ("text" as const),
    }),
  );
  const rows = board.rows.flatMap((row) =>
    [
      ...row.validation.map((score) => [word.validation, score] as const),
      ...row.test.map((score) => [word.test, score] as const),
    ].map(([part, { name, value, baseline, unit, interval }]) => [
      row.name,
      name,
      part,
      interval ? `${scoreText(value)} (${interval.map(scoreText).join("–")})` : scoreText(value),
      baseline === null ? "–" : scoreText(baseline),
      unit,
      formatDuration(row.seconds.predict, language),
    ]),
  );
  return { title: word.allScores, columns, rows };
}

/** Four significant places or so: a share as 0.0491, a bigger number with fewer decimals. */
function scoreText(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size >= 1000) return formatCount(Math.round(value), "en");
  return value.toFixed(size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4).replace("-", "−");
}

function leftOut({ leftOut }: Leaderboard, language: Language): Html | null {
  if (leftOut.length === 0) return null;
  const word = labels[language];
  const reasons = [...new Set(leftOut.map(({ reason }) => reason))];
  const groups = reasons.map((reason) => {
    const names = leftOut.filter((one) => one.reason === reason).map(({ name }) => plainText(name, 80));
    return word.inBrackets(names.join(word.listComma), plainText(reason, 200));
  });
  return html`<p class="soft">${word.leftOut}${word.space}${groups.join(word.listComma)}</p>`;
}
