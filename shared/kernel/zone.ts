// Zone arithmetic: from a UTC instant to a local day and minute and back, exact on days of 23, 24 and 25 h. The truth is
// the platform's zone data through Intl; it is asked twice for each zone and UTC day, and remembered, since every event asks.
import { DAY_MS, MINUTE_MS } from "./duration.ts";
import { assert } from "./issue.ts";

const SLOTS = 1024; // UTC days remembered per zone, a power of two; about three years side by side
const ZONES = 256; // zones remembered: 20 KB each
const UNUSED = -(2 ** 31);

/** Offsets of one zone by UTC day, in a direct-mapped table: `before` holds until `changeAt`, `after` from then on. */
interface Table {
  format: Intl.DateTimeFormat;
  days: Int32Array;
  before: Int32Array;
  after: Int32Array;
  changeAt: Float64Array;
}

// The one module-level state of this room: the memo of a pure function, bounded by ZONES x SLOTS. Dropping it changes no answer.
const tables = new Map<string, Table>();

const NAME = /^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/;

/** Whether the platform knows this IANA zone name or alias ("Asia/Shanghai", "UTC"). Bare offsets ("+08:00") are refused: engines differ on them. */
export function isZone(name: string): boolean {
  if (tables.has(name)) return true;
  if (!NAME.test(name)) return false;
  try {
    tableOf(name);
    return true;
  } catch {
    return false; // Intl has no other way to say that it does not know a name or its aliases
  }
}

/** The local calendar date at a UTC instant, as days since 1970-01-01. Throws RangeError on a zone that `isZone` refuses. */
export function localDay(zone: string, at: number): number {
  return Math.floor((at + offsetAt(zone, at)) / DAY_MS);
}

/** The local wall clock at a UTC instant, as the minute 0..1439 of its local day. Throws as `localDay`. */
export function localMinute(zone: string, at: number): number {
  const wall = at + offsetAt(zone, at);
  return Math.floor(wall / MINUTE_MS) - Math.floor(wall / DAY_MS) * 1440;
}

/** The local weekday at a UTC instant, 1 Monday to 7 Sunday (ISO 8601). Throws as `localDay`. */
export function localWeekday(zone: string, at: number): number {
  return weekdayOfDay(localDay(zone, at));
}

/** The weekday of a calendar day (days since 1970-01-01), 1 Monday to 7 Sunday. */
export function weekdayOfDay(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1; // day 0 was a Thursday
}

/** What the local wall clock is ahead of UTC at an instant, in ms (Asia/Shanghai: 28,800,000). Throws as `localDay`. */
export function offsetAt(zone: string, at: number): number {
  const table = tableOf(zone);
  const day = Math.floor(at / DAY_MS);
  const slot = day & (SLOTS - 1);
  if (table.days[slot] !== day) fill(table, slot, day);
  const offset = at < (table.changeAt[slot] ?? 0) ? table.before[slot] : table.after[slot];
  return offset ?? 0; // a slot is in range by its mask; 0 only speaks to the compiler
}

/** The first instant in (after, until] whose offset differs from the offset at `after`; null where the offset stays. Costs a look-up per UTC day between. */
export function offsetChange(zone: string, after: number, until: number): number | null {
  const offset = offsetAt(zone, after);
  for (let day = Math.floor(after / DAY_MS); day * DAY_MS <= until; day += 1) {
    const start = Math.max(day * DAY_MS, after);
    if (offsetAt(zone, start) !== offset) return start;
    if (offsetAt(zone, (day + 1) * DAY_MS - 1) === offset) continue;
    const changeAt = tableOf(zone).changeAt[day & (SLOTS - 1)] ?? start;
    return changeAt <= until ? changeAt : null;
  }
  return null;
}

/**
 * The UTC instant at which the local clock shows minute 0..1439 of a day. A time that the clock skips gives the first instant after
 * the gap (on the next day where the gap reaches it); a time shown twice gives the earlier. Throws as `localDay`.
 */
export function instantOf(zone: string, day: number, minuteOfDay: number): number {
  // Offsets a day to either side enclose the answer: none is beyond 16 h, and no zone ever changed twice within 48 h.
  const wall = day * DAY_MS + minuteOfDay * MINUTE_MS;
  const early = wall - offsetAt(zone, wall - DAY_MS);
  const late = wall - offsetAt(zone, wall + DAY_MS);
  if (early === late) return early;
  const isEarly = early + offsetAt(zone, early) === wall;
  const isLate = late + offsetAt(zone, late) === wall;
  if (isEarly && isLate) return Math.min(early, late);
  if (isEarly) return early;
  if (isLate) return late;
  const gapEnd = offsetChange(zone, late, early);
  assert(gapEnd !== null, "a skipped time has a gap around it", { zone, day, minuteOfDay });
  return gapEnd;
}

/** As `instantOf`, but null for a day that the zone never had (Pacific/Apia went from 29 to 31 December 2011). */
export function instantOnDay(zone: string, day: number, minuteOfDay: number): number | null {
  const at = instantOf(zone, day, minuteOfDay);
  return localDay(zone, at) === day || localDay(zone, instantOf(zone, day, 0)) === day ? at : null;
}

/**
 * The first instant strictly after `after` at which a day has its local time `minuteOfDay`, on one of the ISO `weekdays` (default:
 * any). Chained, it gives exactly one instant per local day, by the rules of `instantOf`; a day the zone never had gives none.
 * For at-or-after, pass `after - 1`. Throws as `localDay`.
 */
export function nextLocal(zone: string, after: number, minuteOfDay: number, weekdays?: readonly number[]): number {
  // From the day before: a gap across midnight may have carried its time into today. Two weeks hold any weekday twice.
  const first = localDay(zone, after) - 1;
  for (let day = first; day <= first + 16; day += 1) {
    if (weekdays !== undefined && !weekdays.includes(weekdayOfDay(day))) continue;
    const at = instantOnDay(zone, day, minuteOfDay);
    if (at !== null && at > after) return at;
  }
  throw new Error(`no local time: ${JSON.stringify({ zone, after, minuteOfDay, weekdays })}`);
}

/** Whether a text is a calendar date `YYYY-MM-DD` of the Gregorian calendar, years 0000 to 9999. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text);
}

/** Days since 1970-01-01 of a date that `isDate` accepts; throws on any other text. */
export function dayOfDate(text: string): number {
  assert(isDate(text), "not a date YYYY-MM-DD", { text });
  return Date.parse(`${text}T00:00:00Z`) / DAY_MS;
}

/** The date `YYYY-MM-DD` of a day since 1970-01-01, within years 0000 to 9999. */
export function dateOfDay(day: number): string {
  const text = new Date(day * DAY_MS).toISOString();
  assert(text.length === 24, "a date has four digits of year", { day });
  return text.slice(0, 10);
}

function tableOf(zone: string): Table {
  const known = tables.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, hour: "2-digit", timeZoneName: "longOffset" });
  const table: Table = {
    format,
    days: new Int32Array(SLOTS).fill(UNUSED),
    before: new Int32Array(SLOTS),
    after: new Int32Array(SLOTS),
    changeAt: new Float64Array(SLOTS),
  };
  if (tables.size >= ZONES) tables.clear();
  tables.set(zone, table);
  return table;
}

/** No zone ever changed twice within a UTC day (zone data 2025b: at least 3.9 days apart), so equal ends mean a constant day. */
function fill(table: Table, slot: number, day: number): void {
  const start = day * DAY_MS;
  const before = readOffset(table.format, start);
  const after = readOffset(table.format, start + DAY_MS - 1);
  let unchanged = start;
  let changed = start + DAY_MS - 1;
  while (before !== after && changed - unchanged > 1) {
    const middle = Math.floor((unchanged + changed) / 2);
    if (readOffset(table.format, middle) === before) unchanged = middle;
    else changed = middle;
  }
  table.before[slot] = before;
  table.after[slot] = after;
  table.changeAt[slot] = changed;
  table.days[slot] = day;
}

function readOffset(format: Intl.DateTimeFormat, at: number): number {
  const found = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(format.format(at));
  assert(found !== null, "Intl writes an offset as GMT±hh:mm", { text: format.format(at) });
  const seconds = Number(found[2] ?? 0) * 3600 + Number(found[3] ?? 0) * 60 + Number(found[4] ?? 0);
  return found[1] === "-" ? -seconds * 1000 : seconds * 1000;
}
