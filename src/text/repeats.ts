const KEPT = 3;

/** One character said more often than `KEPT` times, or a group of two to six said as often: 哈哈哈哈哈, hahahahaha. */
const RUN = /(.)\1{3,}/gsu;
const GROUP = /(\S{2,6}?)\1{3,}/gsu;

/**
 * What is repeated for emphasis, at most three times: "soooooo" is "sooo", "差差差差差" is "差差差". Three and not
 * one, because that somebody raised their voice is worth knowing.
 */
export function withoutRepeats(text: string): string {
  const shorter = text.replace(RUN, (_, part: string) => part.repeat(KEPT));
  return shorter.replace(GROUP, (_, part: string) => part.repeat(KEPT));
}
