// A duration as a number and a unit, the way it was written: PT48H stays 48 hours. What no single unit says stays as it is.
import { parseDuration } from "#shared/kernel/duration.ts";

/** The units a person picks from, small to large. */
export const durationUnits = ["M", "H", "D", "W"] as const;
/** One of them: minutes, hours, days, weeks. */
export type DurationUnit = (typeof durationUnits)[number];

/** A whole number of one unit. */
export interface DurationParts {
  readonly count: number;
  readonly unit: DurationUnit;
}

const SIMPLE = /^P(?:([1-9]\d*)([WD])|T([1-9]\d*)([HM]))$/;

/** The parts of a text that is one whole number of one unit; null for any other text, which must be kept as written. */
export function splitDuration(text: string): DurationParts | null {
  const found = SIMPLE.exec(text);
  if (found === null) return null;
  const count = Number(found[1] ?? found[3]);
  return Number.isSafeInteger(count) ? { count, unit: (found[2] ?? found[4]) as DurationUnit } : null;
}

/** The ISO-8601 text of the parts. */
export function joinDuration({ count, unit }: DurationParts): string {
  return unit === "D" || unit === "W" ? `P${count}${unit}` : `PT${count}${unit}`;
}

/** The same length in another unit where that is a whole number, else the same number of the other unit. */
export function changeUnit(parts: DurationParts, unit: DurationUnit): DurationParts {
  const [ms, oneMs] = [parseDuration(joinDuration(parts)), parseDuration(joinDuration({ count: 1, unit }))];
  if (ms === null || oneMs === null || ms % oneMs !== 0) return { count: parts.count, unit };
  return { count: ms / oneMs, unit };
}
