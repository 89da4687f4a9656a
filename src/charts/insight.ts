/** A sentence a merchant can act on, in one language, and how we know it. */
export interface Insight {
  /** May hold **bold** around the number that matters; nothing else is markup. */
  readonly text: string;
  readonly tone: "good" | "neutral" | "warning";
  /** The evidence: what was counted or tested, on how much data, against what. */
  readonly evidence: string;
}

export type Language = "en" | "zh";
