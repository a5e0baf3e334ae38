// The order of a trail and its pages: which rows are asked for, and how the rows of the ledgers and of the log become one line.
import { groupOf, type TrailGroup, type TrailRow } from "#shared/api/trail.ts";
import type { WorldSettings } from "#shared/flow/world.ts";
import type { Strategy } from "#shared/strategy/document.ts";

/** A place in time: UTC ms, source (0 log, 1 signals, 2 ledgers), then two numbers of the source's own. */
export type TrailKey = readonly [at: number, source: number, major: number, minor: number];

/** A row with its place. */
export interface Placed {
  key: TrailKey;
  row: TrailRow;
}

/** Which rows are asked for: those after `after` in the given order, at most `limit`. Instants are UTC ms. */
export interface TrailQuery {
  learner: string;
  order: "newest" | "oldest";
  after: TrailKey | null;
  limit: number;
  groups: readonly TrailGroup[] | null;
  strategy: string | null;
  from: number | null;
  to: number | null;
}

/** The ledgers' part of a page, and who the learner is in the log. */
export interface TrailPart {
  learner: string;
  /** The names that events of this learner came under. */
  names: string[];
  /** What came under a name up to this instant (UTC ms) is of somebody who was erased. */
  erasedAt: Record<string, number>;
  /** The school's settings with the learner's zone. */
  settings: WorldSettings;
  now: number;
  /** Live strategies, for reading their signals off the events. */
  strategies: Strategy[];
  rows: Placed[];
}

/** Whether a place comes before another in an order. */
export function isBefore(a: TrailKey, b: TrailKey, order: TrailQuery["order"]): boolean {
  const [one, other] = order === "oldest" ? [a, b] : [b, a];
  for (const [index, part] of one.entries()) {
    const against = other[index] ?? 0;
    if (part !== against) return part < against;
  }
  return false;
}

/** Whether a row is asked for, whatever page it falls on. */
export function isAsked({ key, row }: Placed, query: TrailQuery): boolean {
  if (query.groups !== null && !query.groups.includes(groupOf[row.kind])) return false;
  if (query.strategy !== null && row.refs.strategy !== undefined && row.refs.strategy !== query.strategy) return false;
  if (query.from !== null && key[0] < query.from) return false;
  if (query.to !== null && key[0] >= query.to) return false;
  return query.after === null || isBefore(query.after, key, query.order);
}

/** A page of a trail: rows in order, and the place of the last one where more follow. */
export interface TrailPage {
  learner: string;
  rows: TrailRow[];
  next: TrailKey | null;
}

/** The page that the ledgers' and the log's rows make, each of them the first of its own. */
export function joinTrail(part: TrailPart, logged: readonly Placed[], query: TrailQuery): TrailPage {
  const rows = firstRows([...part.rows, ...logged], query);
  const isFull = rows.length === query.limit;
  return { learner: part.learner, rows: rows.map(({ row }) => row), next: isFull ? (rows.at(-1)?.key ?? null) : null };
}

/** The first rows of a list in the order asked for. */
export function firstRows(rows: readonly Placed[], query: TrailQuery): Placed[] {
  return rows
    .filter((one) => isAsked(one, query))
    .sort((a, b) => (isBefore(a.key, b.key, query.order) ? -1 : 1))
    .slice(0, query.limit);
}
