/**
 * How amounts of a currency are written. Prices of the simulated shop are planted in minor units: 24.90 € become
 * 2,490 ¥, which is about right.
 */
export interface Money {
  readonly currency: string;
  /** Major units, exact: "24.90", "2490" in yen. */
  readonly major: (cents: number) => string;
}

export function moneyOf(currency: string): Money {
  const digits =
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const whole = 10 ** digits;
  const major = (cents: number) => {
    if (digits === 0) return String(cents);
    const size = Math.abs(cents);
    const rest = String(size % whole).padStart(digits, "0");
    return `${cents < 0 ? "-" : ""}${Math.floor(size / whole)}.${rest}`;
  };
  return { currency, major };
}
