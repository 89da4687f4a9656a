import { Command } from "commander";
import { formatCount } from "#charts/format.js";
import { customerCalled } from "#shop/customer-called.js";
import { decideIdentity, joinId } from "#shop/decide-identity.js";
import {
  type IdentityReport,
  identityReport,
  type JoinEvidence,
  joinsOf,
  type SharedIdentity,
  sharedIn,
} from "#shop/identity-report.js";
import { openShop, type Shop } from "#shop/shop.js";
import { decisionsOf, readConfig } from "#shop/shop-config.js";
import { wholeNumber } from "../flags.js";
import { ruleSentence } from "../rule-sentence.js";
import type { Terminal } from "../terminal.js";

interface Flags {
  readonly undo: readonly string[];
  readonly redo: readonly string[];
  readonly customer: string;
  readonly limit: number;
  readonly json?: true;
}

const SHOWN = 12; // characters of a pseudonym: enough to tell it from others

export function identityCommand(terminal: Terminal): Command {
  return new Command("identity")
    .description("who is who: which customer ids are one customer, why, and how to take it back")
    .argument("<shop>", "folder of the shop")
    .option(
      "--undo <what...>",
      "take back a join of the list, a rule such as phone, or an identity such as phone:3fa2",
      [],
    )
    .option("--redo <what...>", "let be again what was taken back", [])
    .option("--customer <id>", "only the joins of this customer, by any of their ids", "")
    .option("--limit <joins>", "how many joins to list, the newest first", wholeNumber(0), 20)
    .option("--json", "print one JSON document on stdout")
    .action(async (folder: string, flags: Flags) => {
      const changes = flags.undo.length + flags.redo.length > 0;
      const shop = await openShop(folder, { access: changes ? "write" : "read", signal: terminal.signal });
      try {
        if (changes) await decideIdentity(shop, flags);
        const document = await whoIsWho(shop, flags);
        terminal.print(flags.json ? JSON.stringify(document, null, 2) : inWords(document));
      } finally {
        shop.close();
      }
    });
}

/** The document `shoplens identity --json` prints. */
interface WhoIsWho extends IdentityReport {
  readonly joins: readonly JoinEvidence[];
  readonly sharedIdentities: readonly SharedIdentity[];
  /** What was taken back, each as `--redo` takes it. */
  readonly takenBack: readonly { readonly what: string; readonly customers?: readonly [string, string] }[];
}

async function whoIsWho(shop: Shop, { customer, limit }: Flags): Promise<WhoIsWho> {
  const { off, blocked, apart } = decisionsOf(readConfig(shop.folder));
  return {
    ...(await identityReport(shop)),
    joins: await joinsOf(shop, customer === "" ? "" : await customerCalled(shop, customer), limit),
    sharedIdentities: await sharedIn(shop, limit),
    takenBack: [
      ...[...off, ...blocked].map((what) => ({ what })),
      ...apart.map((customers) => ({ what: joinId(customers), customers })),
    ],
  };
}

function inWords(document: WhoIsWho): string {
  const { joined, rules, nobody, shared, joins, sharedIdentities, takenBack } = document;
  const count = (value: number) => formatCount(value, "en");
  const reasons = { customers: "too many customers", names: "several names", accounts: "several accounts" } as const;
  return [
    `joined       ${count(joined.ids)} customer ids are ${joined.customers === 1 ? "one customer" : `${count(joined.customers)} customers`}`,
    ...rules.map((rule) => `             ${ruleSentence(rule)}`),
    ...(nobody > 0 ? [`nobody       ${count(nobody)} ids that stand for no customer`] : []),
    `shared       ${count(shared)} identities that join nobody, or not everyone`,
    ...sharedIdentities.map(
      ({ kind, value, reason, customers }) =>
        `             ${shownIdentity(kind, value)} ${count(customers)} customers: ${reasons[reason]}`,
    ),
    ...(joins.length > 0 ? ["joins        the newest first; --limit shows more, --undo takes one back"] : []),
    ...joins.map(
      ({ join, customerId, with: other, rule, value, seenAt, file }) =>
        `             ${join}  ${short(customerId)} is ${short(other)} by ${shownIdentity(rule, value)}${seenAt ? ` since ${seenAt.slice(0, 10)}` : ""}${file ? `, ${file}` : ""}`,
    ),
    ...(takenBack.length > 0 ? ["taken back   --redo lets it be again"] : []),
    ...takenBack.map(
      ({ what, customers }) =>
        `             ${what}${customers ? `  ${short(customers[0])} is not ${short(customers[1])}` : ""}`,
    ),
  ].join("\n");
}

const shownIdentity = (kind: string, value: string) => `${kind}:${short(value)}`;

/** Pseudonyms are long; their beginning tells them apart. Ids of the shop's own are shown whole. */
const short = (value: string) => (/^[0-9a-f]{32}$/.test(value) ? value.slice(0, SHOWN) : value);
