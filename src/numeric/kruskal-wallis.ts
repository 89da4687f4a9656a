/**
 * Kruskal and Wallis's H: how far the mean ranks of the phases t mod `groups` lie apart. Under pure chance about
 * chi-squared with groups − 1 degrees of freedom; needs no normal errors. Ties share their mean rank; missing values
 * (NaN) are left out; 0 for a constant series.
 *
 * Source: Kruskal & Wallis (1952), "Use of ranks in one-criterion variance analysis", eq. 1.2 with the correction for ties.
 */
export function kruskalWallis(series: Float64Array, groups: number): number {
  const order = Array.from(series.keys())
    .filter((t) => !Number.isNaN(series[t]!))
    .sort((a, b) => series[a]! - series[b]!);
  const n = order.length;
  const ranks = new Float64Array(groups);
  const counts = new Float64Array(groups);
  let ties = 0;
  for (let from = 0; from < n; ) {
    let to = from;
    while (to < n && series[order[to]!] === series[order[from]!]) to++;
    ties += (to - from) ** 3 - (to - from);
    for (const t of order.slice(from, to)) {
      ranks[t % groups]! += (from + 1 + to) / 2;
      counts[t % groups]!++;
    }
    from = to;
  }
  const untied = 1 - ties / (n ** 3 - n);
  if (!(untied > 0)) return 0;
  const squares = ranks.reduce((sum, rank, group) => sum + (counts[group]! > 0 ? rank ** 2 / counts[group]! : 0), 0);
  return ((12 / (n * (n + 1))) * squares - 3 * (n + 1)) / untied;
}
