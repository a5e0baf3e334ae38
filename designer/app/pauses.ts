// Breaks of the school as people write them, by days of the school's zone, and as the settings keep them, by instants.
import { DAY_MS, MINUTE_MS } from "#shared/kernel/duration.ts";
import { dateOfDay, dayOfDate, instantOf, isDate, localDay, localMinute } from "#shared/kernel/zone.ts";
import type { Holiday } from "./china-holidays.ts";

/** A break: UTC ms, `to` is the first instant after it. */
export interface Pause {
  readonly from: number;
  readonly to: number;
}

/** The first and the last day of a break; null where it does not begin and end with a day of the zone. */
export function daysOf({ from, to }: Pause, zone: string): { first: string; last: string; count: number } | null {
  if (localMinute(zone, from) !== 0 || localMinute(zone, to) !== 0) return null;
  const [first, after] = [localDay(zone, from), localDay(zone, to)];
  const isWhole = instantOf(zone, first, 0) === from && instantOf(zone, after, 0) === to;
  return isWhole ? { first: dateOfDay(first), last: dateOfDay(after - 1), count: after - first } : null;
}

/** The break from the beginning of a day to the end of another; null where a text is no date. */
export function pauseOf(first: string, last: string, zone: string): Pause | null {
  if (!isDate(first) || !isDate(last)) return null;
  return { from: instantOf(zone, dayOfDate(first), 0), to: instantOf(zone, dayOfDate(last) + 1, 0) };
}

/** An instant on the zone's wall, as `datetime-local` writes it. */
export function wallOf(at: number, zone: string): string {
  const minute = localMinute(zone, at);
  const clock = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
  return `${dateOfDay(localDay(zone, at))}T${clock}`;
}

/** The instant that a wall clock of the zone shows; null where the text is none. */
export function instantOfWall(text: string, zone: string): number | null {
  const found = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})/.exec(text);
  if (found === null || !isDate(found[1] ?? "")) return null;
  const minute = Number(found[2]) * 60 + Number(found[3]);
  return minute * MINUTE_MS < DAY_MS ? instantOf(zone, dayOfDate(found[1] ?? ""), minute) : null;
}

/** The breaks with the holidays beside them, in order; a holiday that a break covers already is left out. */
export function withHolidays(pauses: readonly Pause[], holidays: readonly Holiday[], zone: string): Pause[] {
  const added = holidays
    .map(({ first, last }) => pauseOf(first, last, zone))
    .filter((pause) => pause !== null)
    .filter(({ from, to }) => !pauses.some((old) => old.from <= from && old.to >= to));
  return [...pauses, ...added].sort((a, b) => a.from - b.from);
}
