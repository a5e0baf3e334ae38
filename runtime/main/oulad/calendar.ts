// The one UTC calendar of all presentations. OULAD states days relative to a presentation's start and no date; the start
// is inferred: the first Saturday of February (B) or October (J), which fits Christmas, Easter and the weekly rhythm.
import { DAY_MS } from "#shared/kernel/duration.ts";
import { weekdayOfDay } from "#shared/kernel/zone.ts";

const SATURDAY = 6;
const FIRST_MONTH: Record<string, number> = { B: 1, J: 9 };

/** Day 0 of a presentation as days since 1970-01-01 ("2013J" is 2013-10-05); null for a name that is not year + B or J. */
export function presentationStartDay(presentation: string): number | null {
  const found = /^(\d{4})([BJ])$/.exec(presentation);
  const month = FIRST_MONTH[found?.[2] ?? ""];
  if (found === null || month === undefined) return null;
  const first = Date.UTC(Number(found[1]), month, 1) / DAY_MS;
  return first + ((SATURDAY - weekdayOfDay(first) + 7) % 7);
}

/** The UTC instant at which a day begins. */
export function dayStartAt(day: number): number {
  return day * DAY_MS;
}

/** The instant carried by everything of a day: 1 ms before the next one, as the source knows no time of day. */
export function stampAt(day: number): number {
  return dayStartAt(day + 1) - 1;
}

/** A day as `2013-09-25`. */
export function dateText(day: number): string {
  return new Date(dayStartAt(day)).toISOString().slice(0, 10);
}
