import type { Aspect } from "./catalogue.js";

export type Sentiment = "positive" | "negative";

/** What can be said in one language. `{noun}` is the thing, `{colour}` its colour. */
export interface Sentences {
  readonly openings: Readonly<Record<Sentiment, readonly string[]>>;
  /** Of an aspect, without the full stop. Size is said of worn things, `measure` of what has only measurements. */
  readonly aspects: Readonly<Record<Aspect | "measure", Readonly<Record<Sentiment, readonly string[]>>>>;
  /** Before an aspect whose sentiment turns from the one before it; by the sentiment it turns to. */
  readonly turns: Readonly<Record<Sentiment, readonly string[]>>;
  readonly closings: Readonly<Record<Sentiment, readonly string[]>>;
  /** Titles, for languages whose reviews have one. */
  readonly titles: Readonly<Record<Sentiment, readonly string[]>>;
}
