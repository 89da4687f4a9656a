import { formatCount } from "#charts/format.js";
import type { Language } from "#charts/insight.js";
import type { IdentityReport } from "./identity-report.js";

/** Who was joined with whom, by which rule and how to take it back, in sentences for the box on the data; none: nobody was. */
export function identityNotes(report: IdentityReport, language: Language): string[] {
  const words = wordsOf[language];
  const count = (value: number) => formatCount(value, language);
  const by = (given: "customers" | "visitors") =>
    report.rules
      .filter((rule) => rule[given] > 0)
      .map((rule) => words.by(count(rule[given]), rule.title[language]))
      .join(words.comma);
  const ofCustomers = by("customers");
  const ofVisitors = by("visitors");
  const orders = report.rules.reduce((sum, rule) => sum + rule.orders, 0);
  const notes = [
    ...(ofCustomers ? [words.customers(count(report.joined.ids), count(report.joined.customers), ofCustomers)] : []),
    ...(ofVisitors ? [words.visitors(ofVisitors)] : []),
    ...(orders > 0 ? [words.orders(count(orders))] : []),
  ];
  if (report.shared > 0) notes.push(words.shared(count(report.shared)));
  const taken = report.undone.joins + report.undone.identities + report.rules.filter(({ on }) => !on).length;
  if (taken > 0) notes.push(words.undone(count(taken)));
  return notes.length > 0 ? [...notes, words.change] : [];
}

interface Words {
  readonly by: (joins: string, title: string) => string;
  readonly comma: string;
  readonly customers: (ids: string, customers: string, by: string) => string;
  readonly visitors: (by: string) => string;
  readonly orders: (orders: string) => string;
  readonly shared: (identities: string) => string;
  readonly undone: (decisions: string) => string;
  readonly change: string;
}

const en: Words = {
  by: (joins, title) => `${joins} by ${title}`,
  comma: ", ",
  customers: (ids, customers, by) =>
    `**${ids} customer ids are read as ${customers === "1" ? "one customer" : `${customers} customers`}**: ${by}.`,
  visitors: (by) => `Anonymous visits that are a known customer's are counted as theirs: ${by}.`,
  orders: (orders) => `Orders without a customer that are a known one's, by the visit that placed them: **${orders}**.`,
  shared: (identities) =>
    `**${identities}** identities are shared, as a family's phone is, and join nobody, or not everyone they were seen with.`,
  undone: (decisions) => `Taken back by the shop's owner: **${decisions}**.`,
  change:
    "'shoplens identity' lists every join with its evidence; its --undo takes one back, its --redo lets it be again.",
};

const zh: Words = {
  by: (joins, title) => `${title} ${joins} 项`,
  comma: "、",
  customers: (ids, customers, by) => `**${ids} 个顾客编号合并为 ${customers} 位顾客**：${by}。`,
  visitors: (by) => `可确认属于已知顾客的匿名访问计入该顾客：${by}。`,
  orders: (orders) => `没有顾客信息、但可由下单的访问确认归属的订单：**${orders}** 笔。`,
  shared: (identities) => `**${identities}** 个标识由多人共用（如家庭电话），不用于合并，或只合并其中一部分。`,
  undone: (decisions) => `店主撤销的合并：**${decisions}** 项。`,
  change: "“shoplens identity” 列出每次合并及其依据；--undo 撤销，--redo 恢复。",
};

const wordsOf: Readonly<Record<Language, Words>> = { en, zh };
