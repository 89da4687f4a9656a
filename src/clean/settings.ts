import type { Action } from "./rule.js";
import { rules } from "./rules.js";

/** What is done about the findings of each rule. */
export type CleaningSettings = Readonly<Record<string, Action>>;

const usual: CleaningSettings = Object.fromEntries(Object.values(rules).map(({ name, usually }) => [name, usually]));

/** What the shop's owner said, and for every other rule what is usual. */
export const settingsOf = (given: CleaningSettings = {}): CleaningSettings => ({ ...usual, ...given });

/** With these the views give what was loaded, as it was loaded. */
export const everythingOff: CleaningSettings = Object.fromEntries(Object.keys(usual).map((name) => [name, "off"]));

/** What is wrong with the `cleaning` of a shoplens.json, in a sentence; null: nothing. */
export function wrongSetting(given: Readonly<Record<string, unknown>>): string | null {
  for (const [name, action] of Object.entries(given)) {
    const rule = Object.values(rules).find((one) => one.name === name);
    if (!rule) return `cleaning has no rule "${name}", expected one of ${Object.keys(usual).join(", ")}`;
    if (!(rule.actions as readonly unknown[]).includes(action)) {
      return `cleaning of ${name} is ${JSON.stringify(action)}, expected one of ${rule.actions.join(", ")}`;
    }
  }
  return null;
}
