import { type RuleName, ruleNames } from "./rules.js";

/** What the shop's owner decided against what the rules say. Taken back, everything is as it was. */
export interface Decisions {
  /** Rules that join nobody. */
  readonly off: readonly RuleName[];
  /** Identities that join nobody, as `kind:value`. */
  readonly blocked: readonly string[];
  /** Customer ids that are two people, whatever they share. */
  readonly apart: readonly (readonly [string, string])[];
}

export const noDecisions: Decisions = { off: [], blocked: [], apart: [] };

export const identityKinds = ["account", "email", "phone", "name", "device"];

/** As one text, equal for equal decisions. */
export function decisionsText({ off, blocked, apart }: Decisions): string {
  const pairs = apart.map((pair) => JSON.stringify(pair.toSorted()));
  return JSON.stringify([off.toSorted(), blocked.toSorted(), pairs.toSorted()]);
}

/** What is wrong with the `identity` of a shoplens.json, in a sentence; null: nothing. */
export function wrongDecision({ off, blocked }: Record<"off" | "blocked", readonly string[]>): string | null {
  const rule = off.find((name) => !(ruleNames as readonly string[]).includes(name));
  if (rule !== undefined) return `identity.off names "${rule}", expected one of ${ruleNames.join(", ")}`;
  const identity = blocked.find(
    (one) => !identityKinds.some((kind) => one.startsWith(`${kind}:`) && one.length > kind.length + 1),
  );
  if (identity === undefined) return null;
  return `identity.blocked names "${identity}", expected one of ${identityKinds.join(", ")}, a colon and its value`;
}
