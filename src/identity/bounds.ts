/**
 * What keeps customers apart though they share something. Without bounds the phone of a family, the account of a shop
 * assistant or the number of the shop itself would melt its people into one customer, and chains of such would go on.
 */
export const bounds = {
  /** A value seen with more names than a family has joins nobody; seen with several, it joins those of one name alone. */
  names: 3,
  /**
   * Where no name is known, a value seen with more customer ids than one person has joins nobody. An e-mail address is
   * one person's, as every shop takes it that knows its customers by it; a device never joins those without a name.
   */
  nameless: { account: 3, email: 50, order: 3, phone: 3, device: 0 },
  /** Nobody is more customer ids than this, and a value seen with more is nobody's own. */
  customers: 50,
} as const;
