// Arbitration between strategies: the sends of one recipient that are due together and passed their gates, in the order in which
// they may take the last place of a cap (ruling 10).

/** What arbitration looks at. `decidedAt` is UTC ms; `key` is unique. */
export interface Candidate {
  readonly tierRank: number;
  readonly priority: number;
  readonly decidedAt: number;
  readonly key: string;
}

/** The candidates, first served first: higher tier rank, then higher priority, then the older decision, then the smaller key (UTF-16 order). A new array. */
export function order<C extends Candidate>(candidates: readonly C[]): C[] {
  return candidates.toSorted(compareCandidates);
}

function compareCandidates(a: Candidate, b: Candidate): number {
  if (a.tierRank !== b.tierRank) return b.tierRank - a.tierRank;
  if (a.priority !== b.priority) return b.priority - a.priority;
  if (a.decidedAt !== b.decidedAt) return a.decidedAt - b.decidedAt;
  return a.key < b.key ? -1 : Number(a.key > b.key);
}
