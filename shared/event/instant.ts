// ISO-8601 instants: text with a zone to UTC ms, by hand, since it runs for every event and Date.parse lets "02-30" pass.
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#shared/kernel/duration.ts";

const ISO = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:Z|([+-])(\d\d)(?::?(\d\d))?)$/;

/**
 * UTC ms of an ISO-8601 date and time with `Z` or an offset (`+08:00`, `+0800`, `+08`); seconds and a fraction may be left out, digits
 * past the millisecond are cut off. Null for anything else: no zone, no such date, leap seconds, hour 24, lower-case letters.
 */
export function parseInstant(text: string): number | null {
  if (text.length === 24 && text.charCodeAt(23) === 90) {
    const at = parseCanonical(text);
    if (at !== null) return at;
  }
  const found = ISO.exec(text);
  if (found === null) return null;
  const part = (index: number) => Number(found[index] ?? 0);
  const offsetHour = part(9);
  const offsetMinute = part(10);
  if (offsetHour > 23 || offsetMinute > 59) return null;
  const milli = Number((found[7] ?? "").slice(0, 3).padEnd(3, "0"));
  const at = utcMs(part(1), part(2), part(3), part(4), part(5), part(6), milli);
  if (at === null) return null;
  const offset = offsetHour * HOUR_MS + offsetMinute * MINUTE_MS;
  return found[8] === "-" ? at + offset : at - offset;
}

// "2014-02-01T08:00:00.000Z": what JSON.stringify writes for a Date, hence nearly every event.
function parseCanonical(text: string): number | null {
  const isShaped =
    text.charCodeAt(4) === 45 &&
    text.charCodeAt(7) === 45 &&
    text.charCodeAt(10) === 84 &&
    text.charCodeAt(13) === 58 &&
    text.charCodeAt(16) === 58 &&
    text.charCodeAt(19) === 46;
  if (!isShaped) return null;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  const hour = digits(text, 11, 2);
  const minute = digits(text, 14, 2);
  const second = digits(text, 17, 2);
  const milli = digits(text, 20, 3);
  if (year < 0 || hour < 0 || minute < 0 || second < 0 || milli < 0) return null;
  return utcMs(year, month, day, hour, minute, second, milli);
}

function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let index = from; index < from + count; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function utcMs(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  milli: number,
): number | null {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  return dayNumber(year, month, day) * DAY_MS + hour * HOUR_MS + minute * MINUTE_MS + second * 1000 + milli;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

// Days since 1970-01-01 in the proleptic Gregorian calendar (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms",
// days_from_civil). Date.UTC would take the years 0..99 for 1900..1999.
function dayNumber(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
