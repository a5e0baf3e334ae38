// Recurrence rules: the subset of RFC 5545 RRULE that names calendar days. Takes rule text, gives a checked rule or the part
// at fault; occurrence.ts walks the rule.
import { dayOfDate, isDate } from "./zone.ts";

/** How often a rule's period comes; `interval` counts these. */
export type Frequency = "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY";

/** A weekday, 1 Monday to 7 Sunday; `ordinal` n is the n-th of its month, -n the n-th from its end, null each one. */
export interface ByDay {
  ordinal: number | null;
  weekday: number;
}

/** A read rule. Empty lists do not limit; `untilDay` (days since 1970-01-01) is still inside; at most one of `count` and `untilDay` is set. */
export interface Recurrence {
  freq: Frequency;
  interval: number;
  byDay: ByDay[];
  byMonthDay: number[];
  byMonth: number[];
  count: number | null;
  untilDay: number | null;
}

/** Why a rule is refused, and the part (as written) that is at fault. */
export interface RecurrenceFault {
  error:
    | "recurrenceUnknownPart"
    | "recurrenceRepeatedPart"
    | "recurrenceBadValue"
    | "recurrenceNoFrequency"
    | "recurrenceConflict";
  part: string;
}

/** The longest interval of each frequency: five years, as far as occurrence.ts looks. */
const LONGEST = { DAILY: 1827, WEEKLY: 261, MONTHLY: 60, YEARLY: 5 } as const;
const MOST_COUNT = 10_000;
const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

type Draft = Omit<Recurrence, "freq"> & { freq: Frequency | null };

/** Reads one part's value into the draft; false where it is no value of that part. */
const READERS: Record<string, (draft: Draft, value: string) => boolean> = {
  FREQ: (draft, value) => Object.hasOwn(LONGEST, value) && set(draft, "freq", value as Frequency),
  INTERVAL: (draft, value) => set(draft, "interval", whole(value, 1, LONGEST.DAILY)),
  COUNT: (draft, value) => set(draft, "count", whole(value, 1, MOST_COUNT)),
  UNTIL: (draft, value) => set(draft, "untilDay", basicDate(value)),
  BYDAY: (draft, value) => set(draft, "byDay", list(value, weekdayItem)),
  BYMONTHDAY: (draft, value) =>
    set(
      draft,
      "byMonthDay",
      list(value, (item) => signed(item, 31)),
    ),
  BYMONTH: (draft, value) =>
    set(
      draft,
      "byMonth",
      list(value, (item) => whole(item, 1, 12)),
    ),
};

/**
 * Reads an RRULE value (RFC 5545 section 3.3.10), upper case, without "RRULE:". Known parts: FREQ (daily or longer), INTERVAL (up to five
 * years), BYDAY (ordinals with MONTHLY, or YEARLY and BYMONTH), BYMONTHDAY (not WEEKLY), BYMONTH, and COUNT (up to 10,000) or UNTIL (a date
 * YYYYMMDD). Weeks begin on Monday. Anything else is refused with a code, never passed over.
 */
export function parseRecurrence(rrule: string): Recurrence | RecurrenceFault {
  const draft: Draft = { freq: null, interval: 1, byDay: [], byMonthDay: [], byMonth: [], count: null, untilDay: null };
  const seen = new Set<string>();
  for (const part of rrule.split(";")) {
    const [name = "", value = "", ...more] = part.split("=");
    const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
    if (read === undefined) return { error: "recurrenceUnknownPart", part };
    if (seen.has(name)) return { error: "recurrenceRepeatedPart", part };
    if (more.length > 0 || !read(draft, value)) return { error: "recurrenceBadValue", part };
    seen.add(name);
  }
  const { freq } = draft;
  if (freq === null) return { error: "recurrenceNoFrequency", part: "FREQ" };
  const rule = { ...draft, freq };
  const part = conflict(rule);
  return part === null ? rule : { error: "recurrenceConflict", part };
}

function conflict(rule: Recurrence): string | null {
  if (rule.interval > LONGEST[rule.freq]) return "INTERVAL";
  if (rule.count !== null && rule.untilDay !== null) return "COUNT";
  if (rule.freq === "WEEKLY" && rule.byMonthDay.length > 0) return "BYMONTHDAY";
  const isMonthly = rule.freq === "MONTHLY" || (rule.freq === "YEARLY" && rule.byMonth.length > 0);
  return !isMonthly && rule.byDay.some((item) => item.ordinal !== null) ? "BYDAY" : null;
}

function set<K extends keyof Draft>(draft: Draft, key: K, value: Draft[K] | null): boolean {
  if (value === null) return false;
  draft[key] = value;
  return true;
}

function list<T>(text: string, read: (item: string) => T | null): T[] | null {
  const items = text.split(",").map(read);
  return items.includes(null) ? null : (items as T[]);
}

function whole(text: string, least: number, most: number): number | null {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : null;
}

function signed(text: string, most: number): number | null {
  const value = whole(text.replace(/^[+-]/, ""), 1, most);
  return value !== null && text.startsWith("-") ? -value : value;
}

function weekdayItem(text: string): ByDay | null {
  const weekday = WEEKDAYS.indexOf(text.slice(-2)) + 1;
  const ordinal = text.length === 2 ? null : signed(text.slice(0, -2), 5);
  return weekday === 0 || (text.length > 2 && ordinal === null) ? null : { ordinal, weekday };
}

function basicDate(text: string): number | null {
  const date = text.replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3");
  return date.length === text.length + 2 && isDate(date) ? dayOfDate(date) : null;
}
