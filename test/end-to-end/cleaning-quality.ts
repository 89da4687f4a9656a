import { rules } from "#clean/rules.js";
import type { Simulation } from "#simulate/simulation.js";
import { plantedDoubts } from "#simulate/truth/planted-doubts.js";
import type { LoadingShop } from "../loading-shop.js";

/** What one rule found in a shop whose doubts are known. */
export interface RuleQuality {
  readonly rule: string;
  readonly planted: number;
  readonly found: number;
  /** Found and planted. */
  readonly right: number;
  /** Of the right ones, those with a value to put in the place, and those where it is the true one. */
  readonly filled: number;
  readonly filledRight: number;
  /** What was found and not planted, and planted and not found. */
  readonly wrong: readonly string[];
}

/** Compares what cleaning found in a shop with what was planted in it, rule by rule. */
export async function cleaningQuality(shop: LoadingShop, simulation: Simulation): Promise<RuleQuality[]> {
  const findings = await shop.rows(
    `select c.rule, c.row_id, c.fill_value, l.item_id from cleanings c
     left join order_lines l on l.order_id = c.row_id and l.line_number = c.line_number`,
  );
  const doubts = plantedDoubts(simulation);
  return Object.values(rules).map(({ name }) => {
    const planted = new Map(doubts.filter(({ rule }) => rule === name).map((doubt) => [keyOf(doubt), doubt]));
    const found = new Map(
      findings
        .filter(({ rule }) => rule === name)
        .map((row) => [keyOf({ rowId: String(row["row_id"]), itemId: text(row["item_id"]) }), text(row["fill_value"])]),
    );
    const right = [...found].filter(([key]) => planted.has(key));
    const filled = right.filter(([key, value]) => value !== undefined && planted.get(key)?.truth !== undefined);
    return {
      rule: name,
      planted: planted.size,
      found: found.size,
      right: right.length,
      filled: filled.length,
      filledRight: filled.filter(([key, value]) => isSame(value, planted.get(key)?.truth)).length,
      wrong: [
        ...[...found.keys()].filter((key) => !planted.has(key)).map((key) => `not planted: ${key}`),
        ...[...planted.keys()].filter((key) => !found.has(key)).map((key) => `not found: ${key}`),
      ],
    };
  });
}

const text = (value: string | number | null | undefined) => (value == null ? undefined : String(value));
const keyOf = ({ rowId, itemId }: { rowId: string; itemId?: string | undefined }) =>
  itemId === undefined ? withoutAddress(rowId) : `${rowId} ${itemId}`;
/** A crawler may name its operator's address, which the door hides as anybody's. */
const withoutAddress = (text: string) => text.replace(/[^\s;]+@[^\s;)]+/g, "•@•");

/** "25.9000" is "25.90". */
const isSame = (found: string | undefined, truth: string | undefined) =>
  found === truth || (found !== "" && Number(found) === Number(truth));
