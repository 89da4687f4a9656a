import { formatCount } from "#charts/format.js";
import type { RuleReport } from "#shop/identity-report.js";

/** What a rule of identity gave to customers, for people. */
export function ruleSentence({ rule, title, customers, visitors, orders, on }: RuleReport): string {
  const counts = [
    ...(visitors === 0 || customers > 0 ? [`${formatCount(customers, "en")} customer ids`] : []),
    ...(visitors > 0 ? [`${formatCount(visitors, "en")} anonymous ids`] : []),
    ...(orders > 0 ? [`${formatCount(orders, "en")} orders`] : []),
  ];
  return `${counts.join(", ")} by ${title.en} (${rule}${on ? "" : ": taken back"})`;
}
