// The roll-up: cells by key. A unit that changes takes back what it was and adds what it is, so the roll-up stays the sum over all
// units without ever looking at the others.
import {
  addInto,
  type Cell,
  type CellKey,
  cellKeyOf,
  cellText,
  emptyCell,
  isEmptyCell,
  type KeyedCell,
  mergeCells,
  negateCell,
  type OpenCell,
} from "./cell.ts";
import { contributionOf, countsOf, keysOf, placeOf } from "./contribution.ts";
import type { Unit } from "./unit.ts";

/** Cells by `cellText`; an empty cell is no entry. */
export type Rollup = ReadonlyMap<string, Cell>;

/** What is added to all cells of one place (`placeOf`): those that `keysOf` names for the unit. */
export interface PlacedChange {
  readonly place: string;
  readonly unit: Unit;
  readonly cell: Cell;
}

/**
 * What a change of one unit adds to the cells: those of before taken back, those of after added. Before null: the unit is new; after null: it is gone
 * (erased). A change that changes nothing is empty, so a commit writes only what changed.
 */
export function changeOf(before: Unit | null, after: Unit | null): PlacedChange[] {
  const old = before === null ? [] : [{ place: placeOf(before), unit: before, cell: negateCell(countsOf(before)) }];
  const now = after === null ? [] : [{ place: placeOf(after), unit: after, cell: countsOf(after) }];
  const [was, is] = [old[0], now[0]];
  const isSamePlace = was !== undefined && is !== undefined && was.place === is.place;
  const change = isSamePlace ? [{ ...is, cell: mergeCells(is.cell, was.cell) }] : [...old, ...now];
  return change.filter(({ cell }) => !isEmptyCell(cell));
}

/** The roll-up after a change; the one given is left as it is. */
export function applyChange(rollup: Rollup, change: readonly PlacedChange[]): Rollup {
  const next = new Map(rollup);
  for (const { unit, cell } of change)
    for (const key of keysOf(unit)) {
      const text = cellText(key);
      const sum = mergeCells(next.get(text) ?? emptyCell(), cell);
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
