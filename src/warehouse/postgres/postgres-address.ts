/** Whether a source is named as a PostgreSQL database: `postgres://user@host:port/name`. */
export const isPostgresAddress = (source: string): boolean => /^postgres(ql)?:\/\//i.test(source);

/** An address as it may be shown: without password and options. What stands before the last @ may be a password. */
export function shownAddress(address: string): string {
  return withoutPassword(address).replace(/[?#].*$/s, "");
}

/** Whether a password is written in an address, where everyone on the machine can see it. */
export function hasPassword(address: string): boolean {
  return withoutPassword(address) !== address || /[?&]password=/i.test(address);
}

const withoutPassword = (address: string) => address.replace(/^(\w+:\/\/[^:@/]*):.*@/s, "$1@");
