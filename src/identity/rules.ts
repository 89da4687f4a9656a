/** A rule by which ids come to one customer. */
export interface Rule {
  readonly title: Readonly<Record<"en" | "zh", string>>;
}

/**
 * Every rule, most trusted first: what an earlier one has joined, a later one takes as it is.
 *
 * - `account`, `email`, `order`, `phone` make two customer ids one customer: both were seen with the same value. An order
 *   has two where a tracker knows who placed it by another id than the books.
 * - `device`, `order`, `session` give an anonymous id to the customer it was seen with: in one row, by an order it placed,
 *   in one visit. Two customers seen on one device are one only if they have one name.
 * - `order` gives an order without a customer to the one whose visit placed it.
 */
export const rules = {
  account: { title: { en: "the same account", zh: "同一账号" } },
  email: { title: { en: "the same e-mail address", zh: "同一邮箱" } },
  order: { title: { en: "the same order", zh: "同一订单" } },
  phone: { title: { en: "the same phone number", zh: "同一手机号" } },
  device: { title: { en: "a log-in on the same device", zh: "同一设备上的登录" } },
  session: { title: { en: "a log-in during the same visit", zh: "同一次访问中的登录" } },
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleName = keyof typeof rules;

export const ruleNames = Object.keys(rules) as readonly RuleName[];
