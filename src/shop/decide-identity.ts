import { createHash } from "node:crypto";
import { type Decisions, identityKinds } from "#identity/decisions.js";
import { rejoin } from "#identity/rejoin.js";
import { type RuleName, ruleNames } from "#identity/rules.js";
import { textAt, texts } from "#table/table.js";
import { transaction } from "#warehouse/warehouse.js";
import type { Shop } from "./shop.js";
import { decisionsOf, readConfig, writeConfig } from "./shop-config.js";

/** Something that was to be taken back or put back and is not there. */
export class UnknownJoin extends Error {}

/** What the owner names: a rule, an identity as `kind:value` or its beginning, or the id of a join or its beginning. */
export interface Change {
  readonly undo: readonly string[];
  readonly redo: readonly string[];
}

/**
 * Takes joins back, or lets them be again, and joins everyone anew. shoplens.json keeps what was decided: it is written
 * first, and what a killed command left undone is done when the shop is next opened to write.
 *
 * @throws {UnknownJoin} when a name means nothing, or several things; then nothing is changed
 */
export async function decideIdentity(shop: Shop, { undo, redo }: Change): Promise<Decisions> {
  let decisions = decisionsOf(readConfig(shop.folder));
  for (const name of undo) decisions = await without(shop, decisions, name);
  for (const name of redo) decisions = withAgain(decisions, name);
  writeConfig(shop.folder, { ...readConfig(shop.folder), identity: decisions });
  await transaction(shop.warehouse, () => rejoin(shop.warehouse, decisions));
  return decisions;
}

async function without(shop: Shop, decisions: Decisions, name: string): Promise<Decisions> {
  if (isRule(name)) return { ...decisions, off: [...new Set([...decisions.off, name])] };
  if (identityKinds.some((kind) => name.startsWith(`${kind}:`))) {
    const identity = await identityCalled(shop, name);
    return { ...decisions, blocked: [...new Set([...decisions.blocked, identity])] };
  }
  const pair = await pairCalled(shop, name);
  const known = decisions.apart.some((other) => joinId(other) === joinId(pair));
  return known ? decisions : { ...decisions, apart: [...decisions.apart, pair] };
}

function withAgain({ off, blocked, apart }: Decisions, name: string): Decisions {
  const rules = off.filter((rule) => rule === name);
  const identities = blocked.filter((identity) => name.includes(":") && identity.startsWith(name));
  const pairs = apart.filter((pair) => joinId(pair).startsWith(name));
  const found = [...rules, ...identities, ...pairs];
  if (found.length === 0) throw new UnknownJoin(`"${name}" was not undone; shoplens identity lists what was`);
  if (found.length > 1) throw new UnknownJoin(`"${name}" is the beginning of ${found.length} things; give more of it`);
  return {
    off: off.filter((rule) => !rules.includes(rule)),
    blocked: blocked.filter((identity) => !identities.includes(identity)),
    apart: apart.filter((pair) => !pairs.includes(pair)),
  };
}

const isRule = (name: string): name is RuleName => (ruleNames as readonly string[]).includes(name);

async function identityCalled({ warehouse }: Shop, name: string): Promise<string> {
  const kind = name.slice(0, name.indexOf(":"));
  const start = name.slice(kind.length + 1);
  const found = await warehouse.query(
    "select distinct value from identity_links where kind = $kind and (value = $start or starts_with(value, $start)) order by value = $start desc limit 2",
    { kind, start },
  );
  const values = Array.from({ length: found.rows }, (_, row) => textAt(texts(found, "value"), row) ?? "");
  if (values.length === 0) throw new UnknownJoin(`no customer was seen with an identity that begins "${name}"`);
  if (values.length > 1 && !values.includes(start)) {
    throw new UnknownJoin(`several identities begin "${name}"; give more of it`);
  }
  return `${kind}:${values.includes(start) ? start : values[0]}`;
}

async function pairCalled({ warehouse }: Shop, name: string): Promise<readonly [string, string]> {
  const found = await warehouse.query(
    "select distinct customer_id, other_id from customer_joins where starts_with(join_id, $name) limit 2",
    { name },
  );
  if (found.rows > 1) throw new UnknownJoin(`several joins begin "${name}"; give more of it`);
  const [one, other] = ["customer_id", "other_id"].map((column) => textAt(texts(found, column), 0));
  if (!one || !other) {
    throw new UnknownJoin(
      `nothing is called "${name}"; expected a rule (${ruleNames.join(", ")}), an identity such as phone:3fa2, or the id of a join that shoplens identity lists`,
    );
  }
  return [one, other];
}

/** As the warehouse makes it: see identity/made-joins.sql. */
export const joinId = (pair: readonly [string, string]): string =>
  createHash("md5").update(pair.toSorted(byCodePoint).join("\u001f")).digest("hex").slice(0, 12);

const byCodePoint = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
