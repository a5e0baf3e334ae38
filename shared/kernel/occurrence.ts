// Occurrences: the instants of a recurrence rule, before and after a given one, at one local time of day. It walks calendar
// days, not hours, so that a change of clock neither drops nor doubles an occurrence.
import { DAY_MS } from "./duration.ts";
import type { ByDay, Recurrence } from "./recurrence.ts";
import { instantOnDay, localDay, weekdayOfDay } from "./zone.ts";

const HORIZON_DAYS = 1827; // five years; no rule's interval is longer, so only days like 29 February can lie beyond

/**
 * The first occurrence strictly after `after` (UTC ms): on a day the rule holds, not before `startDay` (days since 1970-01-01, which counts
 * only if the rule holds on it), at minute 0..1439 of the local day by the rules of `instantOf`. At most one per local day. Null where the rule
 * has ended, or nothing comes within 1827 days (five years) of `after` or of the start, whichever is later. Throws RangeError on an unknown zone.
 */
export function nextOccurrence(
  rule: Recurrence,
  zone: string,
  startDay: number,
  minuteOfDay: number,
  after: number,
): number | null {
  const today = localDay(zone, after);
  const first = Math.max(startDay, today - 1); // a gap across midnight may carry yesterday's time into today
  const last = Math.min(Math.max(startDay, today) + HORIZON_DAYS, rule.untilDay ?? Number.POSITIVE_INFINITY);
  for (let day = seek(rule, startDay, first, last, 1); day !== null; day = seek(rule, startDay, day + 1, last, 1)) {
    const at = instantOnDay(zone, day, minuteOfDay);
    if (at !== null && at > after) return day <= lastDay(rule, startDay, day) ? at : null;
  }
  return null;
}

/** The last occurrence at or before `at` (UTC ms), by the rules of `nextOccurrence`; null where there is none within 1827 days before it. */
export function previousOccurrence(
  rule: Recurrence,
  zone: string,
  startDay: number,
  minuteOfDay: number,
  at: number,
): number | null {
  const today = localDay(zone, at);
  const last = lastDay(rule, startDay, today + 1); // a clock set back across midnight may have shown tomorrow already
  const first = Math.max(startDay, today - HORIZON_DAYS);
  for (let day = seek(rule, startDay, last, first, -1); day !== null; day = seek(rule, startDay, day - 1, first, -1)) {
    const found = instantOnDay(zone, day, minuteOfDay);
    if (found !== null && found <= at) return found;
  }
  return null;
}

/** The last day that may hold an occurrence, no later than `limit`. COUNT counts calendar days, so it ends on the same date in every zone. */
function lastDay(rule: Recurrence, startDay: number, limit: number): number {
  const end = Math.min(limit, rule.untilDay ?? limit);
  if (rule.count === null) return end;
  let day = startDay - 1;
  for (let count = 0; count < rule.count; count += 1) {
    const next = seek(rule, startDay, day + 1, end, 1);
    if (next === null) return end;
    day = next;
  }
  return day;
}

/** The first day on the way from `from` to `to` (both included) on which the rule holds; null where none does. Strides over unfit months. */
function seek(rule: Recurrence, startDay: number, from: number, to: number, step: 1 | -1): number | null {
  const start = civil(startDay);
  let day = from;
  while ((to - day) * step >= 0) {
    const date = civil(day);
    if (!monthFits(rule, start, date)) day += step === 1 ? date.length - date.day + 1 : -date.day;
    else if (dayFits(rule, startDay, day, date)) return day;
    else day += step;
  }
  return null;
}

interface Civil {
  year: number;
  month: number;
  day: number;
  length: number;
}

/** A day's date, and the length of its month. */
function civil(day: number): Civil {
  const date = new Date(day * DAY_MS);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return {
    year,
    month: month + 1,
    day: date.getUTCDate(),
    length: new Date(Date.UTC(year, month + 1, 0)).getUTCDate(),
  };
}

function monthFits(rule: Recurrence, start: Civil, date: Civil): boolean {
  if (rule.byMonth.length > 0 && !rule.byMonth.includes(date.month)) return false;
  const years = date.year - start.year;
  if (rule.freq === "MONTHLY") return (years * 12 + date.month - start.month) % rule.interval === 0;
  if (rule.freq !== "YEARLY") return true;
  const isAnyMonth = rule.byMonth.length > 0 || rule.byMonthDay.length > 0 || rule.byDay.length > 0;
  return years % rule.interval === 0 && (isAnyMonth || date.month === start.month);
}

/** Whether a day of a fitting month fits; what a rule leaves open (weekday, day of month) is the start's own (RFC 5545 section 3.3.10). */
function dayFits(rule: Recurrence, startDay: number, day: number, date: Civil): boolean {
  if (rule.freq === "DAILY" && (day - startDay) % rule.interval !== 0) return false;
  if (rule.freq === "WEEKLY" && (mondayOf(day) - mondayOf(startDay)) % (7 * rule.interval) !== 0) return false;
  if (
    rule.byMonthDay.length > 0 &&
    !rule.byMonthDay.some((item) => item === (item > 0 ? date.day : date.day - date.length - 1))
  )
    return false;
  if (rule.byDay.length > 0) return rule.byDay.some((item) => weekdayFits(item, weekdayOfDay(day), date));
  if (rule.freq === "DAILY" || rule.byMonthDay.length > 0) return true;
  return rule.freq === "WEEKLY" ? weekdayOfDay(day) === weekdayOfDay(startDay) : date.day === civil(startDay).day;
}

function weekdayFits(item: ByDay, weekday: number, date: Civil): boolean {
  if (item.weekday !== weekday) return false;
  if (item.ordinal === null) return true;
  return item.ordinal > 0
    ? Math.ceil(date.day / 7) === item.ordinal
    : Math.ceil((date.length - date.day + 1) / 7) === -item.ordinal;
}

function mondayOf(day: number): number {
  return day - weekdayOfDay(day) + 1;
}
