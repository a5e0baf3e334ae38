// One line of the acceptance table: what must hold, and what was seen.

/** A figure with its bound. `least` and `most` are inclusive; null: no bound on that side. */
export interface Line {
  /** The number of measurement section 11 and what is measured. */
  readonly name: string;
  readonly figure: number;
  readonly least: number | null;
  readonly most: number | null;
  /** How the figure reads: a share as a percentage, or as it is with its unit. */
  readonly unit: "share" | "count" | "points" | "ms" | "learners";
  readonly runs: number;
}

/** Whether the figure lies within its bounds; a figure that is no number never does. */
export function isMet({ figure, least, most }: Line): boolean {
  return figure >= (least ?? Number.NEGATIVE_INFINITY) && figure <= (most ?? Number.POSITIVE_INFINITY);
}

/** How far a simulation goes: the number of runs of each, as a share of the full size (1: what section 11 asks; 0.02: seconds). */
export interface Size {
  readonly share: number;
  readonly seed: number;
}

/** So many runs of the full number, at least 10. */
export function runsOf({ share }: Size, full: number): number {
  return Math.max(10, Math.round(full * share));
}

/** The share of runs for which something holds. */
export function shareOf(runs: number, holds: (run: number) => boolean): number {
  let count = 0;
  for (let run = 0; run < runs; run += 1) if (holds(run)) count += 1;
  return count / runs;
}
