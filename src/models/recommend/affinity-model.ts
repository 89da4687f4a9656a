import { clear } from "#numeric/sparse-vector.js";
import { bytes, json, type ModelFiles } from "../model-file.js";
import type { Affinity } from "./affinity.js";
import { affinityFiles, loadAffinity } from "./affinity-files.js";
import { addDecayedSum, addDecayedTerms } from "./decayed-sum.js";
import type { RecommenderModel } from "./recommender.js";

/** One affinity and how much its word counts. */
export interface AffinityPart {
  readonly name: string;
  readonly scale: number;
  readonly rows: Affinity;
}

/** Ranks by the weighted sum of what each affinity says of the customer's past, newest events first. */
export function affinityModel(name: string, parts: readonly AffinityPart[]): RecommenderModel {
  return {
    name,
    items: parts[0]?.rows.items ?? 0,
    score(history, scores) {
      clear(scores);
      for (const { rows, scale } of parts) addDecayedSum(rows, history, scores, scale);
    },
    reasons(history, item) {
      const amounts = new Float64Array(history.length);
      for (const { rows, scale } of parts) addDecayedTerms(rows, history, { item, scale, amounts });
      return { baseline: 0, amounts };
    },
    save() {
      const card = { name, items: parts[0]?.rows.items ?? 0, parts: parts.map(({ name, scale }) => ({ name, scale })) };
      return Object.assign(
        { [CARD]: bytes(card) },
        ...parts.map(({ name, rows }) => affinityFiles(name, rows)),
      ) as ModelFiles;
    },
  };
}

/** The model that `affinityModel(name, …)` saved. */
export function loadAffinityModel(name: string, files: ModelFiles): RecommenderModel {
  const card = json(files, CARD) as { name: string; items: number; parts: { name: string; scale: number }[] };
  if (card.name !== name) throw new TypeError(`expected the files of a ${name} model, got those of ${card.name}`);
  return affinityModel(
    name,
    card.parts.map((part) => ({ ...part, rows: loadAffinity(files, part.name, card.items) })),
  );
}

const CARD = "recommender.json";
