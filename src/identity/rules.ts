/** A rule by which ids come to one customer. */
export interface Rule {
  readonly title: Readonly<Record<"en" | "zh", string>>;
}

/**
 * Every rule, most trusted first: what an earlier one has joined, a later one takes as it is.
 *
 * - `account`, `email`, `phone` make two customer ids one customer: both were seen with the same value.
 * - `device`, `session` give an anonymous id to the customer it was seen with: in one row, or in one visit. They never
 *   make two customers one.
 * - `order` gives an order without a customer to the one whose visit placed it.
 */
export const rules = {
  account: { title: { en: "the same account", zh: "同一账号" } },
  email: { title: { en: "the same e-mail address", zh: "同一邮箱" } },
  phone: { title: { en: "the same phone number", zh: "同一手机号" } },
  device: { title: { en: "logged in on the same device", zh: "在同一设备上登录" } },
  session: { title: { en: "logged in during the same visit", zh: "在同一次访问中登录" } },
  order: { title: { en: "the visit that placed the order", zh: "下单的那次访问" } },
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleName = keyof typeof rules;

export const ruleNames = Object.keys(rules) as readonly RuleName[];
