/**
 * Events foretold in an epoch at most: of more, every epoch foretells others. So what an epoch takes, and how long one must
 * wait until something is learned, has a bound.
 */
export const MOST_FORETOLD = 250_000;
