const LONGEST_TIMER_MILLISECONDS = 2 ** 31 - 1;

/** Null when the time is over before the work is. The caller's own abort is thrown. */
export async function withinBudget<T>(
  work: (signal: AbortSignal) => Promise<T>,
  { signal, seconds }: { signal: AbortSignal; seconds: number },
): Promise<T | null> {
  if (seconds <= 0) return null;
  const deadline = AbortSignal.timeout(Math.min(Math.ceil(seconds * 1000), LONGEST_TIMER_MILLISECONDS));
  try {
    return await work(AbortSignal.any([signal, deadline]));
  } catch (error) {
    if (signal.aborted || !deadline.aborted) throw error;
    return null;
  }
}

/** Why something was left out for which there was no time. */
export const budgetSpent = (seconds: number): string => `the budget of ${seconds} s was spent`;
