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

function keysOf(base: Omit<CellKey, "cut" | "value">, cuts: readonly [Cut, string][]): CellKey[] {
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

function exposureContribution(exposure: Exposure): Contribution {
  const { salt, arm, day, channel } = exposure;
  const base = { kind: "exposure", id: salt, arm, day } as const;
  const cuts = exposure.isCrossed ? [] : cutsOf(exposure, channel);
  return { keys: keysOf(base, cuts), cell: exposureCell(exposure) };
}

const settledAs = ["failed", "unknown", "suppressed", "withheld", "cancelled", "unreachable", "expired"] as const;

function sendContribution(send: SendUnit): Contribution {
  const settled = settledAs.find((state) => state === send.state);
  const cell = cellOf({
    decided: 1,
    sent: send.isSent,
    delivered: send.isDelivered,
    opened: send.isOpened,
    machineOpened: send.isMachineOpened,
    acted: send.isActed,
    ...(settled === undefined ? {} : { [settled]: 1 }),
    costFen: send.costFen,
  });
  const base = { kind: "send", id: send.strategy, arm: "", day: send.day } as const;
  const ofMessage = { ...base, arm: send.variant, cut: "message", value: send.message } as const;
  return { keys: [...keysOf(base, [["version", send.version], ...cutsOf(send, send.channel)]), ofMessage], cell };
}

function episodeContribution(episode: EpisodeUnit): Contribution {
  const ended = episode.outcome === null ? {} : { [episode.outcome]: 1 };
  const cell = cellOf({ episodes: 1, heldOut: episode.isHoldout, ...ended });
  const base = { kind: "episode", id: episode.strategy, arm: "", day: episode.day } as const;
  return { keys: keysOf(base, [["version", episode.version], ...cutsOf(episode, null)]), cell };
}

function loadContribution({ week, sends }: LoadUnit): Contribution {
  if (sends === 0) return { keys: [], cell: emptyCell() };
  const value = String(Math.min(sends, MOST_LOAD));
  return { keys: [{ kind: "load", id: "", arm: "", day: week, cut: "load", value }], cell: { learners: 1 } };
}

/** What a unit adds as it stands. At most about a dozen cells. */
export function contributionOf(unit: Unit): Contribution {
  switch (unit.unit) {
    case "exposure":
      return exposureContribution(unit);
    case "send":
      return sendContribution(unit);
    case "episode":
      return episodeContribution(unit);
    case "load":
      return loadContribution(unit);
  }
}
