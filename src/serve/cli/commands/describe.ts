import { Command } from "commander";
import { formatCount, formatMoney } from "#charts/format.js";
import { type Description, describeShop } from "#shop/describe.js";
import { openShop } from "#shop/shop.js";
import { ruleSentence } from "../rule-sentence.js";
import type { Terminal } from "../terminal.js";

export function describeCommand(terminal: Terminal): Command {
  return new Command("describe")
    .description("what is in a shop: rows, sales, refunds, refused")
    .argument("<shop>", "folder of the shop")
    .option("--json", "print one JSON document on stdout")
    .action(async (folder: string, { json }: { json?: true }) => {
      const shop = await openShop(folder, { access: "read", signal: terminal.signal });
      try {
        const description = await describeShop(shop);
        terminal.print(json ? JSON.stringify(description, null, 2) : inWords(description));
      } finally {
        shop.close();
      }
    });
}

function inWords({
  sales,
  refunds,
  paidBack,
  adjustments,
  refused,
  unconverted,
  tables,
  currency,
  cleaning,
  identity,
}: Description): string {
  const count = (value: number) => formatCount(value, "en");
  const money = (cents: number) => formatMoney(cents, currency, "en");
  const days = sales.firstAt ? ` from ${sales.firstAt.slice(0, 10)} to ${sales.lastAt?.slice(0, 10)}` : "";
  const filled = Object.entries(tables).filter(([, rows]) => rows > 0);
  return [
    `sales        ${money(sales.cents)} in ${count(sales.lines)} lines of ${count(sales.orders)} orders by ${count(sales.customers)} known customers${days}`,
    `refunds      ${money(refunds.cents)} in ${count(refunds.lines)} lines of ${count(refunds.orders)} cancelled orders`,
    ...(paidBack.refunds > 0
      ? [
          `paid back    ${money(paidBack.cents)} in ${count(paidBack.refunds)} refunds of other orders${paidBack.undated > 0 ? `, ${count(paidBack.undated)} of them without a date: placed on the day of the order` : ""}`,
        ]
      : []),
    `adjustments  ${count(adjustments.lines)} lines that are neither`,
    ...unconverted.map((u) => `not added    ${count(u.lines)} lines in ${u.currency}: no dated rate converts them`),
    `refused      ${count(refused.rows)} rows${refused.reasons.length > 0 ? ":" : ""}`,
    ...refused.reasons.slice(0, 10).map(({ reason, rows }) => `             ${count(rows)} × ${reason}`),
    ...joins(identity),
    ...doubts(cleaning, money),
    `tables       ${filled.map(([name, rows]) => `${name} ${count(rows)}`).join(", ") || "all empty"}`,
  ].join("\n");
}

/** Whom the tasks read as one customer. */
function joins({ joined, rules, shared }: Description["identity"]): string[] {
  const count = (value: number) => formatCount(value, "en");
  const made = rules.filter(({ customers, visitors, orders }) => customers + visitors + orders > 0);
  if (made.length === 0) return [];
  return [
    `identity     ${count(joined.ids)} customer ids are read as ${joined.customers === 1 ? "one customer" : `${count(joined.customers)} customers`}; ${count(shared)} shared identities join nobody, or not everyone:`,
    ...made.map((rule) => `             ${ruleSentence(rule)}`),
    "             shoplens identity lists them and takes them back",
  ];
}

/** What cleaning found, and what the tasks read where that is not what was loaded. */
function doubts({ rules, loaded, read }: Description["cleaning"], money: (cents: number) => string): string[] {
  const count = (value: number) => formatCount(value, "en");
  const found = rules.filter(({ findings, action }) => findings > 0 && action !== "off");
  if (found.length === 0) return [];
  const changed = loaded.cents !== read.cents || loaded.lines !== read.lines || loaded.events !== read.events;
  return [
    "doubtful     by shoplens.json, under cleaning:",
    ...found.map(({ rule, title, rows, action }) => `             ${count(rows)} × ${title.en} (${rule}: ${action})`),
    ...(changed
      ? [
          `read         by the tasks: ${money(read.cents)} in ${count(read.lines)} lines of ${count(read.orders)} orders, and ${count(read.events)} of ${count(loaded.events)} events`,
        ]
      : []),
  ];
}
