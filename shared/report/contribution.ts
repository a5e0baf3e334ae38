// What one unit adds to the roll-up: the cells it counts in, and by how much, alike in all of them. The whole contract of the roll-up
// is that it equals the sum of these over all units.
import { type Cell, type CellKey, type Counter, type Cut, emptyCell, type OpenCell } from "./cell.ts";
import {
  type EpisodeUnit,
  type Exposure,
  isRecovered,
  type LoadUnit,
  type Milestones,
  type Origin,
  type SendUnit,
  type Unit,
} from "./unit.ts";

/** Weeks with more sends than this stand in one last bar. */
export const MOST_LOAD = 10;

/** A unit's cells: the same counts under each of the keys. */
export interface Contribution {
  readonly keys: readonly CellKey[];
  readonly cell: Cell;
}

/** A cell of the counters that are not 0. */
function cellOf(counts: Partial<Record<Counter, number | boolean>>): Cell {
  const cell: OpenCell = {};
  for (const name in counts) {
    const count = Number(counts[name as Counter]);
    if (count !== 0) cell[name as Counter] = count;
  }
  return cell;
}

function cutsOf({ tier, causes, course, cohort }: Origin, channel: string | null): [Cut, string][] {
  const cuts: [Cut, string][] = [["tier", tier]];
  for (const cause of new Set(causes)) cuts.push(["cause", cause]);
  if (course !== null) cuts.push(["course", course]);
  if (cohort !== null) cuts.push(["cohort", String(cohort)]);
  if (channel !== null) cuts.push(["channel", channel], ["tierChannel", `${tier}\n${channel}`]);
  return cuts;
}

function withAll(base: Omit<CellKey, "cut" | "value">, cuts: readonly [Cut, string][]): CellKey[] {
  return [{ ...base, cut: "all", value: "" }, ...cuts.map(([cut, value]) => ({ ...base, cut, value }))];
}

const noMilestones: Milestones = {
  isSent: false,
  isDelivered: false,
  isOpened: false,
  isMachineOpened: false,
  isActed: false,
};

/** A learner's own counts; where seen in two arms only that. */
function exposureCell(exposure: Exposure): Cell {
  if (exposure.isCrossed) return { crossed: 1 };
  const { sendCount: sends, openCount: opens, actCount: acts, first } = exposure;
  const { isSent, isDelivered, isOpened, isActed } = first ?? noMilestones;
  return cellOf({
    exposed: 1,
    recovered: isRecovered(exposure),
    optedOut: exposure.isOptedOut,
    complained: exposure.isComplained,
    firstSent: isSent,
    firstDelivered: isDelivered,
    firstOpened: isOpened,
    firstActed: isActed,
    anyDelivered: sends > 0,
    anyOpened: opens > 0,
    anyActed: acts > 0,
    sends,
    sendsSends: sends * sends,
    opens,
    opensOpens: opens * opens,
    opensSends: opens * sends,
    acts,
    actsActs: acts * acts,
    actsSends: acts * sends,
    costFen: exposure.costFen,
  });
}

const settledAs = ["failed", "unknown", "suppressed", "withheld", "cancelled", "unreachable", "expired"] as const;

function sendCell(send: SendUnit): Cell {
  const settled = settledAs.find((state) => state === send.state);
  return cellOf({
    decided: 1,
    sent: send.isSent,
    delivered: send.isDelivered,
    opened: send.isOpened,
    machineOpened: send.isMachineOpened,
    acted: send.isActed,
    ...(settled === undefined ? {} : { [settled]: 1 }),
    costFen: send.costFen,
  });
}

function episodeCell({ isHoldout, outcome }: EpisodeUnit): Cell {
  return cellOf({ episodes: 1, heldOut: isHoldout, ...(outcome === null ? {} : { [outcome]: 1 }) });
}

function sendKeys(send: SendUnit): CellKey[] {
  const base = { kind: "send", id: send.strategy, arm: "", day: send.day } as const;
  const ofMessage = { ...base, arm: send.variant, cut: "message", value: send.message } as const;
  return [...withAll(base, [["version", send.version], ...cutsOf(send, send.channel)]), ofMessage];
}

/** The bar of the week's histogram. */
function loadBar({ sends }: LoadUnit): string {
  return String(Math.min(sends, MOST_LOAD));
}

/** The cells a unit counts in. At most about a dozen. */
export function keysOf(unit: Unit): CellKey[] {
  switch (unit.unit) {
    case "exposure": {
      const { salt: id, arm, day, channel, isCrossed } = unit;
      return withAll({ kind: "exposure", id, arm, day }, isCrossed ? [] : cutsOf(unit, channel));
    }
    case "send":
      return sendKeys(unit);
    case "episode": {
      const { strategy: id, day, version } = unit;
      return withAll({ kind: "episode", id, arm: "", day }, [["version", version], ...cutsOf(unit, null)]);
    }
    case "load":
      if (unit.sends === 0) return [];
      return [{ kind: "load", id: "", arm: "", day: unit.week, cut: "load", value: loadBar(unit) }];
  }
}

/** All that a unit's keys are made of, as one text: units of one place count in the same cells. */
export function placeOf(unit: Unit): string {
  if (unit.unit === "load") return unit.sends === 0 ? "" : `load ${unit.week} ${loadBar(unit)}`;
  const { strategy, version, day, tier, causes, course, cohort } = unit;
  const origin = [day, tier, causes, course, cohort];
  switch (unit.unit) {
    case "exposure":
      return JSON.stringify([unit.salt, unit.arm, ...(unit.isCrossed ? [day] : [...origin, unit.channel])]);
    case "send":
      return JSON.stringify([0, strategy, version, ...origin, unit.channel, unit.message, unit.variant]);
    case "episode":
      return JSON.stringify([1, strategy, version, ...origin]);
  }
}

/** By how much a unit counts as it stands, alike in all of its cells. */
export function countsOf(unit: Unit): Cell {
  switch (unit.unit) {
    case "exposure":
      return exposureCell(unit);
    case "send":
      return sendCell(unit);
    case "episode":
      return episodeCell(unit);
    case "load":
      return unit.sends === 0 ? emptyCell() : { learners: 1 };
  }
}

/** What a unit adds as it stands. */
export function contributionOf(unit: Unit): Contribution {
  return { keys: keysOf(unit), cell: countsOf(unit) };
}
