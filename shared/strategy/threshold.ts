// The one number that says how early a signal rises, for sliding it: which field that is, sensible values around the present one, and the
// document with another value in its place.
import { DAY_MS, formatDuration, HOUR_MS, MINUTE_MS, parseDuration } from "#shared/kernel/duration.ts";
import type { Strategy } from "./document.ts";
import { isSignal } from "./document.ts";

/** A value of a threshold: an ISO-8601 duration, or a number. */
export type ThresholdValue = string | number;

/** Where a signal's threshold is, what it is now, and values to try beside it, smallest first, the present one among them. */
export interface Threshold {
  readonly field: string;
  readonly present: ThresholdValue;
  readonly choices: readonly ThresholdValue[];
}

/** Values tried at most. */
export const MOST_THRESHOLDS = 8;

/** The threshold of each kind, by the first field that a node has; kinds that are not named have none. */
const fields: Readonly<Record<string, readonly string[]>> = {
  absence: ["for"],
  stall: ["for"],
  overdue: ["within", "grace"],
  count: ["atLeast"],
  metric: ["value"],
  drop: ["to"],
  behind: ["by"],
  milestone: ["reaches", "streakDays"],
  score: ["atLeast"],
};
const ratios: ReadonlySet<string> = new Set(["to", "by"]);
const spansMs = [
  ...[5, 10, 15, 30].map((n) => n * MINUTE_MS),
  ...[1, 2, 4, 8, 12].map((n) => n * HOUR_MS),
  ...[1, 3, 5, 7, 14, 21, 30, 60].map((n) => n * DAY_MS),
];
const AROUND = 5;

/** The threshold of a node; null for one that has none. */
export function thresholdOf(node: Readonly<Record<string, unknown>>): Threshold | null {
  const own = node.type === "signal" ? fields[String(node.kind)] : undefined;
  const field = own?.find((name) => typeof node[name] === "string" || typeof node[name] === "number");
  if (field === undefined) return null;
  const present = node[field] as ThresholdValue;
  return { field, present, choices: choicesFor(field, present) };
}

function choicesFor(field: string, present: ThresholdValue): ThresholdValue[] {
  if (typeof present === "string") {
    const ms = parseDuration(present);
    return ms === null ? [present] : around(spansMs, ms).map((one) => (one === ms ? present : formatDuration(one)));
  }
  if (ratios.has(field)) return around([0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8], present);
  if (Number.isInteger(present) && present > 0 && present <= 20)
    return [...new Set([Math.max(1, present - 1), present, present + 1, present + 2, present * 2 + 1])].sort(
      (a, b) => a - b,
    );
  return [...new Set([0.5, 0.75, 1, 1.25, 1.5].map((times) => Number((present * times).toPrecision(4))))].sort(
    (a, b) => a - b,
  );
}

/** Some steps of a ladder beside a value, and the value. */
function around(ladder: readonly number[], value: number): number[] {
  const all = [...new Set([...ladder, value])].sort((a, b) => a - b);
  const first = Math.max(0, Math.min(all.indexOf(value) - 1, all.length - AROUND));
  return all.slice(first, first + AROUND);
}

/** The document with another value at a signal's field; null where it has no such signal or field. The result is still to be checked. */
export function withThreshold(document: Strategy, id: string, field: string, value: ThresholdValue): Strategy | null {
  const node = document.nodes.find((one) => one.id === id);
  if (node === undefined || !isSignal(node) || !(field in node)) return null;
  const nodes = document.nodes.map((one) => (one === node ? { ...one, [field]: value } : one));
  return { ...document, nodes: nodes as Strategy["nodes"] };
}
