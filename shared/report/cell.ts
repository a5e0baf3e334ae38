// A cell of the roll-up: whole-number counters under one small key. Cells add up, so that days make weeks and parts make totals,
// in any order of arrival.
import { assert } from "#shared/kernel/issue.ts";

/** What exposures (learners in an experiment) are counted by. Squares and products keep per-send rates honest (linearised variance). */
export const exposureCounters = [
  "exposed",
  "recovered",
  "optedOut",
  "complained",
  "crossed",
  "firstSent",
  "firstDelivered",
  "firstOpened",
  "firstActed",
  "anyDelivered",
  "anyOpened",
  "anyActed",
  "sends",
  "sendsSends",
  "opens",
  "opensOpens",
  "opensSends",
  "acts",
  "actsActs",
  "actsSends",
  "costFen",
] as const;

/** What sends are counted by: how each was settled, and how far it came. */
export const sendCounters = [
  "decided",
  "sent",
  "delivered",
  "opened",
  "machineOpened",
  "acted",
  "failed",
  "unknown",
  "suppressed",
  "withheld",
  "cancelled",
  "unreachable",
  "expired",
  "costFen",
] as const;

/** What episodes are counted by: all opened, those of a holdout among them, and how they ended. */
export const episodeCounters = ["episodes", "heldOut", "recovered", "lost", "void"] as const;

/** What weeks of learners are counted by: learners with so many accepted sends in the week. */
export const loadCounters = ["learners"] as const;

/** What cells of each kind are counted by, in the order of `Counts`. */
export const countersOf = {
  exposure: exposureCounters,
  send: sendCounters,
  episode: episodeCounters,
  load: loadCounters,
} as const;

/** A count for each counter of a kind, 0 among them, in the order of `countersOf`: for adding up, where a cell is for keeping. */
export type Counts = readonly number[];

/** Any counter. */
export type Counter =
  | (typeof exposureCounters)[number]
  | (typeof sendCounters)[number]
  | (typeof episodeCounters)[number]
  | (typeof loadCounters)[number];

/** Counters by name; a count of 0 is an absent key, so that equal cells are equal values. */
export type Cell = Readonly<Partial<Record<Counter, number>>>;

/** What a cell is one part of: everything, or one value of one property. `tierChannel` joins two values by a line break. */
export type Cut =
  | "all"
  | "version"
  | "tier"
  | "channel"
  | "message"
  | "cause"
  | "course"
  | "cohort"
  | "tierChannel"
  | "load";

/**
 * Where a cell stands. `kind` and `id`: an exposure of the experiment with that salt; a send or an episode of the strategy with that id; or the load
 * of all learners (id empty). `arm`: the arm, or the variant of a message; empty where there is none. `day`: the local day of the school, days since
 * 1970-01-01, on which the unit began (first anchor, decision, opening, Monday of the week).
 */
export interface CellKey {
  readonly kind: "exposure" | "send" | "episode" | "load";
  readonly id: string;
  readonly arm: string;
  readonly day: number;
  readonly cut: Cut;
  readonly value: string;
}

/** A cell with its key. */
export interface KeyedCell {
  readonly key: CellKey;
  readonly cell: Cell;
}

/** A cell in which nothing was counted. */
export function emptyCell(): Cell {
  return {};
}

/** Whether nothing was counted. */
export function isEmptyCell(cell: Cell): boolean {
  for (const _ in cell) return false;
  return true;
}

/** Both together. Commutative and associative, the empty cell being neutral. */
export function mergeCells(a: Cell, b: Cell): Cell {
  const sum = { ...a };
  addInto(sum, b);
  return sum;
}

/** A cell that is being added up. */
export type OpenCell = { -readonly [K in keyof Cell]: Cell[K] };

/** Adds a cell to one that is being added up. */
export function addInto(sum: OpenCell, cell: Cell): void {
  for (const name in cell) {
    const counter = name as Counter;
    const total = (sum[counter] ?? 0) + (cell[counter] ?? 0);
    if (!Number.isSafeInteger(total)) assert(false, "counters are whole numbers", { name, total });
    if (total === 0) delete sum[counter];
    else sum[counter] = total;
  }
}

/** Counts as a cell. */
export function cellOfCounts(kind: CellKey["kind"], counts: Counts): Cell {
  const cell: OpenCell = {};
  const names = countersOf[kind];
  for (let at = 0; at < counts.length; at += 1) {
    const count = counts[at] ?? 0;
    if (!Number.isSafeInteger(count)) assert(false, "counters are whole numbers", { name: names[at], count });
    if (count !== 0) cell[names[at] as Counter] = count;
  }
  return cell;
}

/** A cell as counts of its kind. */
export function countsOfCell(kind: CellKey["kind"], cell: Cell): number[] {
  return countersOf[kind].map((counter) => cell[counter] ?? 0);
}

/** A counter's value, 0 where nothing was counted. */
export function countIn(cell: Cell, counter: Counter): number {
  return cell[counter] ?? 0;
}

/** The key as one text, unambiguous whatever the ids hold; keys of one kind and id share a prefix, and sort by arm and day below it. */
export function cellText({ kind, id, arm, day, cut, value }: CellKey): string {
  return JSON.stringify([kind, id, arm, day, cut, value]);
}

/** The key in a text that `cellText` gave. */
export function cellKeyOf(text: string): CellKey {
  const [kind, id, arm, day, cut, value] = JSON.parse(text) as [CellKey["kind"], string, string, number, Cut, string];
  return { kind, id, arm, day, cut, value };
}
