/** The colours of one theme, by the job they do. `theme.test.ts` holds every text pair to WCAG AA (4.5 : 1). */
export interface Theme {
  readonly paper: string;
  /** Behind tiles and boxes. */
  readonly wash: string;
  readonly text: string;
  /** Second voice: axis labels, captions, evidence. */
  readonly soft: string;
  /** Rules and grid lines. */
  readonly line: string;
  /** The one colour that means "look here". */
  readonly accent: string;
  /** For warnings only. */
  readonly warm: string;
  /** For what got worse only. */
  readonly bad: string;
  /** The fullest cell of a heat chart: dark enough to be seen, light enough for `text` upon it. */
  readonly heat: string;
  /** Behind words that praise, and words that complain. */
  readonly praise: string;
  readonly complaint: string;
}

export const light: Theme = {
  paper: "#ffffff",
  wash: "#f5f7f6",
  text: "#1f2328",
  soft: "#59636b",
  line: "#e3e7e5",
  accent: "#0f766e",
  warm: "#a94a06",
  bad: "#b42318",
  heat: "#5fb3a9",
  praise: "#c9e6e2",
  complaint: "#f4dcc4",
};

export const dark: Theme = {
  paper: "#111413",
  wash: "#1a1f1d",
  text: "#e6e8e7",
  soft: "#9fa8a5",
  line: "#2c3330",
  accent: "#2fbcaa",
  warm: "#f5a524",
  bad: "#f98080",
  heat: "#0f6b64",
  praise: "#12453f",
  complaint: "#4f3511",
};

/** A colour for a drawing: the page's variable, or the light theme's colour where the drawing stands alone. */
export function ink(name: keyof Theme): string {
  return `var(--${name},${light[name]})`;
}

/** The theme as CSS custom properties. */
export function variables(theme: Theme): string {
  return Object.entries(theme)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(";");
}
