// What one unit adds to the roll-up: the cells it counts in, and by how much, alike in all of them. The whole contract of the roll-up
// is that it equals the sum of these over all units.
import { type Cell, type CellKey, type Counts, type Cut, cellOfCounts, countersOf } from "./cell.ts";
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

/** All counters of a kind by name, so that none is forgotten. */
type Named<Kind extends CellKey["kind"]> = Record<(typeof countersOf)[Kind][number], number>;

const nothing = <Kind extends CellKey["kind"]>(kind: Kind) =>
  Object.fromEntries(countersOf[kind].map((name) => [name, 0])) as Named<Kind>;
const [noExposure, noEpisode] = [nothing("exposure"), nothing("episode")];

/** Their counts, in the order of the kind. */
function inOrder<Name extends string>(names: readonly Name[], counts: Readonly<Record<Name, number>>): Counts {
  const list: number[] = [];
  for (const name of names) list.push(counts[name]);
  return list;
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
function exposureCounts(exposure: Exposure): Named<"exposure"> {
  if (exposure.isCrossed) return { ...noExposure, crossed: 1 };
  const { sendCount: sends, openCount: opens, actCount: acts, first } = exposure;
  const { isSent, isDelivered, isOpened, isActed } = first ?? noMilestones;
  return {
    exposed: 1,
    recovered: Number(isRecovered(exposure)),
    optedOut: Number(exposure.isOptedOut),
    complained: Number(exposure.isComplained),
    crossed: 0,
    firstSent: Number(isSent),
    firstDelivered: Number(isDelivered),
    firstOpened: Number(isOpened),
    firstActed: Number(isActed),
    anyDelivered: Number(sends > 0),
    anyOpened: Number(opens > 0),
    anyActed: Number(acts > 0),
    sends,
    sendsSends: sends * sends,
    opens,
    opensOpens: opens * opens,
    opensSends: opens * sends,
    acts,
    actsActs: acts * acts,
    actsSends: acts * sends,
    costFen: exposure.costFen,
  };
}

function sendCounts({ state, ...send }: SendUnit): Named<"send"> {
  return {
    decided: 1,
    sent: Number(send.isSent),
    delivered: Number(send.isDelivered),
    opened: Number(send.isOpened),
    machineOpened: Number(send.isMachineOpened),
    acted: Number(send.isActed),
    failed: Number(state === "failed"),
    unknown: Number(state === "unknown"),
    suppressed: Number(state === "suppressed"),
    withheld: Number(state === "withheld"),
    cancelled: Number(state === "cancelled"),
    unreachable: Number(state === "unreachable"),
    expired: Number(state === "expired"),
    costFen: send.costFen,
  };
}

function episodeCounts({ isHoldout, outcome }: EpisodeUnit): Named<"episode"> {
  const opened = { ...noEpisode, episodes: 1, heldOut: Number(isHoldout) };
  return outcome === null ? opened : { ...opened, [outcome]: 1 };
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

/** Whether two states of one unit count in different cells: what they began with is fixed for ever, so few do. */
export function isMoved(before: Unit, after: Unit): boolean {
  if (before.unit === "load") return true;
  return before.unit === "exposure" && after.unit === "exposure" && before.isCrossed !== after.isCrossed;
}

/** All that a unit's keys are made of, as one text: units of one place count in the same cells. */
export function placeOf(unit: Unit): string {
  if (unit.unit === "load") return unit.sends === 0 ? "" : `load ${unit.week} ${loadBar(unit)}`;
  const { strategy, version, day, tier, causes, course, cohort } = unit;
  // Only ids of courses are the customer's own and may hold blanks: they come last.
  const origin = `${day} ${tier} ${causes.join("+")} ${cohort}${course === null ? "" : ` ${course}`}`;
  switch (unit.unit) {
    case "exposure":
      return `x ${unit.salt} ${unit.arm} ${unit.isCrossed ? day : `${unit.channel} ${origin}`}`;
    case "send":
      return `s ${strategy} ${version} ${unit.channel} ${unit.message} ${unit.variant} ${origin}`;
    case "episode":
      return `e ${strategy} ${version} ${origin}`;
  }
}

/** By how much a unit counts as it stands, alike in all of its cells. */
export function countsOf(unit: Unit): Counts {
  switch (unit.unit) {
    case "exposure":
      return inOrder(countersOf.exposure, exposureCounts(unit));
    case "send":
      return inOrder(countersOf.send, sendCounts(unit));
    case "episode":
      return inOrder(countersOf.episode, episodeCounts(unit));
    case "load":
      return [Number(unit.sends > 0)];
  }
}

/** What a unit adds as it stands. */
export function contributionOf(unit: Unit): Contribution {
  return { keys: keysOf(unit), cell: cellOfCounts(unit.unit, countsOf(unit)) };
}
