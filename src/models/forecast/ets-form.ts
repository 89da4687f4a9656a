/** One of the exponential smoothing models: how error, trend and season enter. */
export interface EtsForm {
  /** "A": the error is added; "M": it is a share of the mean. */
  readonly error: "A" | "M";
  /** "Ad": the trend dies away. */
  readonly trend: "N" | "A" | "Ad";
  /** "A": the season is added; "M": it is a factor. */
  readonly season: "N" | "A" | "M";
}

/** How fast each state follows the data: α, β, γ, and the damping φ of the trend. */
export interface EtsWeights {
  readonly alpha: number;
  /** β = α·β*, as in the state space form. */
  readonly beta: number;
  readonly gamma: number;
  /** 1: the trend goes on for ever. */
  readonly phi: number;
}

const TRENDS = ["N", "A", "Ad"] as const;

/**
 * The forms that may be tried. Multiplicative ones need a series that is positive throughout; additive error with a
 * multiplicative season is left out because its variance can be infinite.
 *
 * Source: Hyndman, Koehler, Ord & Snyder (2008), §2.5 and §15.2.
 */
export function etsForms(series: { readonly positive: boolean; readonly seasonal: boolean }): readonly EtsForm[] {
  const additive = TRENDS.flatMap((trend): EtsForm[] => [
    { error: "A", trend, season: "N" },
    ...(series.seasonal ? [{ error: "A", trend, season: "A" } as const] : []),
  ]);
  if (!series.positive) return additive;
  const multiplicative = TRENDS.flatMap((trend): EtsForm[] => [
    { error: "M", trend, season: "N" },
    ...(series.seasonal
      ? [{ error: "M", trend, season: "A" } as const, { error: "M", trend, season: "M" } as const]
      : []),
  ]);
  return [...additive, ...multiplicative];
}

/** As it is written in the literature: "ETS(M,Ad,A)". */
export function formName({ error, trend, season }: EtsForm): string {
  return `ETS(${error},${trend},${season})`;
}

/** How many numbers the form learns: weights, first states and the variance. */
export function parameterCount({ trend, season }: EtsForm, period: number): number {
  const trendParameters = { N: 0, A: 2, Ad: 3 }[trend];
  const seasonParameters = season === "N" ? 0 : period; // γ and period − 1 free indices
  return 3 + trendParameters + seasonParameters; // α, the first level, σ²
}
