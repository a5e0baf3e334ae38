// Shares in basis points that add up to the whole: evened out, or made whole by what one of them leaves.

/** The whole, in basis points. */
export const WHOLE_BP = 10_000;

/** Equal shares of the whole; what cannot be divided goes to the first ones. */
export function evenShares(count: number): number[] {
  const least = Math.floor(WHOLE_BP / count);
  return Array.from({ length: count }, (_, index) => least + (index < WHOLE_BP % count ? 1 : 0));
}

/** How much is missing to the whole (above zero) or too much (below). */
export function missingShare(shares: readonly number[]): number {
  return WHOLE_BP - shares.reduce((sum, share) => sum + share, 0);
}

/** Basis points as a percentage of at most two decimals. */
export function toPercent(bp: number): number {
  return Math.round(bp) / 100;
}

/** A percentage as whole basis points. */
export function toBasisPoints(percent: number): number {
  return Math.round(percent * 100);
}
