// Several questions at once: how the error is shared out or the p-values are adjusted. Order in, order out.
import { assert } from "#shared/kernel/issue.ts";

/** Each of so many comparisons with the control tests at alpha / comparisons (Bonferroni), in both parts of the budget. */
export function familyAlpha(alpha: number, comparisons: number): number {
  assert(comparisons >= 1, "at least one comparison", { comparisons });
  return alpha / comparisons;
}

function ranked(ps: readonly number[]): { p: number; at: number }[] {
  assert(
    ps.every((p) => p >= 0 && p <= 1),
    "p-values",
    { ps },
  );
  return ps.map((p, at) => ({ p, at })).sort((a, b) => a.p - b.p || a.at - b.at);
}

/** Adjusted p-values of Holm 1979: the i-th smallest is max over j <= i of min(1, (m - j + 1) p_j). Controls any false finding. */
export function holm(ps: readonly number[]): number[] {
  const adjusted = ps.map(() => 1);
  let most = 0;
  for (const [rank, { p, at }] of ranked(ps).entries()) {
    most = Math.max(most, Math.min(1, (ps.length - rank) * p));
    adjusted[at] = most;
  }
  return adjusted;
}

/** Adjusted p-values of Benjamini & Hochberg 1995: min over j >= i of min(1, m p_j / j); below q, the share of false findings is at most q. */
export function benjaminiHochberg(ps: readonly number[]): number[] {
  const adjusted = ps.map(() => 1);
  let least = 1;
  for (const [rank, { p, at }] of [...ranked(ps).entries()].reverse()) {
    least = Math.min(least, (ps.length / (rank + 1)) * p);
    adjusted[at] = least;
  }
  return adjusted;
}
