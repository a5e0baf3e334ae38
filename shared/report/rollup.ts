// The roll-up: cells by key. A unit that changes takes back what it was and adds what it is, so the roll-up stays the sum over all
// units without ever looking at the others.
import {
  addInto,
  type Cell,
  type CellKey,
  cellKeyOf,
  cellText,
  emptyCell,
  type KeyedCell,
  mergeCells,
  negateCell,
  type OpenCell,
} from "./cell.ts";
import { type Contribution, contributionOf } from "./contribution.ts";
import type { Unit } from "./unit.ts";

const none: Contribution = { keys: [], cell: emptyCell() };

/** Cells by `cellText`; an empty cell is no entry. */
export type Rollup = ReadonlyMap<string, Cell>;

/**
 * What a change of one unit adds to the cells: those of before taken back, those of after added. Before null: the unit is new; after null: it is gone
 * (erased). Cells that stay as they are do not appear, so a commit writes only what changed.
 */
export function changeOf(before: Unit | null, after: Unit | null): KeyedCell[] {
  const [old, now] = [before === null ? none : contributionOf(before), after === null ? none : contributionOf(after)];
  const taken = negateCell(old.cell);
  const both = mergeCells(now.cell, taken);
  const left = new Map(old.keys.map((key) => [cellText(key), key]));
  const change: KeyedCell[] = now.keys.map((key) => ({ key, cell: left.delete(cellText(key)) ? both : now.cell }));
  for (const key of left.values()) change.push({ key, cell: taken });
  return change.filter(({ cell }) => Object.keys(cell).length > 0);
}

/** The roll-up after a change; the one given is left as it is. */
export function applyChange(rollup: Rollup, change: readonly KeyedCell[]): Rollup {
  const next = new Map(rollup);
  for (const { key, cell } of change) {
    const text = cellText(key);
    const sum = mergeCells(next.get(text) ?? emptyCell(), cell);
    if (Object.keys(sum).length === 0) next.delete(text);
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
  for (const [text, cell] of cells) if (Object.keys(cell).length === 0) cells.delete(text);
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
