// The roll-up: cells by key. A unit that changes takes back what it was and adds what it is, so the roll-up stays the sum over all
// units without ever looking at the others.
import {
  addInto,
  type Cell,
  type CellKey,
  type Counts,
  cellKeyOf,
  cellOfCounts,
  cellText,
  emptyCell,
  isEmptyCell,
  type KeyedCell,
  mergeCells,
  type OpenCell,
} from "./cell.ts";
import { contributionOf, countsOf, isMoved, keysOf, placeOf } from "./contribution.ts";
import type { Unit } from "./unit.ts";

/** Cells by `cellText`; an empty cell is no entry. */
export type Rollup = ReadonlyMap<string, Cell>;

/** What is added to all cells of one place (`placeOf`): those that `keysOf` names for the unit. */
export interface PlacedChange {
  readonly place: string;
  readonly unit: Unit;
  readonly counts: Counts;
}

/**
 * What a change of one unit adds to the cells: what was counted before taken back, what counts after added. Before null: the unit is new; after
 * null: it is gone (erased). A change that changes nothing is empty, so a commit writes only what changed.
 */
export function changeOf(before: Unit | null, after: Unit | null): PlacedChange[] {
  if (before !== null && after !== null && !isMoved(before, after))
    return placed(after, difference(countsOf(after), countsOf(before)));
  const gone = before === null ? [] : placed(before, difference([], countsOf(before)));
  return after === null ? gone : [...gone, ...placed(after, countsOf(after))];
}

function placed(unit: Unit, counts: Counts): PlacedChange[] {
  return counts.every((count) => count === 0) ? [] : [{ place: placeOf(unit), unit, counts }];
}

function difference(after: Counts, before: Counts): Counts {
  const more: number[] = [];
  for (let at = 0; at < Math.max(after.length, before.length); at += 1) more.push((after[at] ?? 0) - (before[at] ?? 0));
  return more;
}

/** The roll-up after a change; the one given is left as it is. */
export function applyChange(rollup: Rollup, change: readonly PlacedChange[]): Rollup {
  const next = new Map(rollup);
  for (const { unit, counts } of change)
    for (const key of keysOf(unit)) {
      const text = cellText(key);
      const sum = mergeCells(next.get(text) ?? emptyCell(), cellOfCounts(key.kind, counts));
      if (isEmptyCell(sum)) next.delete(text);
      else next.set(text, sum);
    }
  return next;
}

/** The roll-up counted anew from all units: what the running one must equal. */
export function recount(units: Iterable<Unit>): Rollup {
  const cells = new Map<string, OpenCell>();
  for (const unit of units) {
    const { keys, cell } = contributionOf(unit);
    for (const key of keys) addInto(openAt(cells, cellText(key)), cell);
  }
  for (const [text, cell] of cells) if (isEmptyCell(cell)) cells.delete(text);
  return cells;
}

/** The cell of a name that is being added up, begun on first need. */
function openAt(cells: Map<string, OpenCell>, name: string): OpenCell {
  let cell = cells.get(name);
  if (cell === undefined) {
    cell = {};
    cells.set(name, cell);
  }
  return cell;
}

/** What a question asks cells for; an absent part asks for all. Days are inclusive. */
export interface CellQuestion {
  readonly kind: CellKey["kind"];
  readonly id?: string;
  readonly cut?: CellKey["cut"];
  readonly arm?: string;
  readonly fromDay?: number;
  readonly toDay?: number;
}

/** Whether a cell is asked for. */
export function isAsked(question: CellQuestion, { kind, id, cut, arm, day }: CellKey): boolean {
  return (
    kind === question.kind &&
    (question.id === undefined || id === question.id) &&
    (question.cut === undefined || cut === question.cut) &&
    (question.arm === undefined || arm === question.arm) &&
    day >= (question.fromDay ?? Number.NEGATIVE_INFINITY) &&
    day <= (question.toDay ?? Number.POSITIVE_INFINITY)
  );
}

/** The cells asked for, added up by whatever `by` says of their keys (arm, value, day), in first-come order. */
export function sumBy(
  cells: Iterable<KeyedCell>,
  question: CellQuestion,
  by: (key: CellKey) => string,
): Map<string, Cell> {
  const sums = new Map<string, OpenCell>();
  for (const { key, cell } of cells) if (isAsked(question, key)) addInto(openAt(sums, by(key)), cell);
  return sums;
}

/** The cells of a roll-up with their keys. */
export function cellsOf(rollup: Rollup): KeyedCell[] {
  return [...rollup].map(([text, cell]) => ({ key: cellKeyOf(text), cell }));
}
