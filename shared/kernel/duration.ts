// Durations: ISO-8601 text to milliseconds and back, and in words. Only parts of fixed length are spoken here, so that a
// duration means the same number of milliseconds for every learner, in every zone and on every replay.
import { assert } from "./issue.ts";

/** One minute, in ms. */
export const MINUTE_MS = 60_000;
/** One hour, in ms. */
export const HOUR_MS = 60 * MINUTE_MS;
/** One elapsed day of 24 h, in ms. A calendar day may be shorter or longer: see zone.ts. */
export const DAY_MS = 24 * HOUR_MS;

const SECOND_MS = 1000;
const LONGEST_MS = 1827 * DAY_MS; // the longest five calendar years: two of them leap
const HOURS_BELOW_DAYS = 3; // "24 hours" and "48 hours" are how schools speak; from here on, days

const ISO = /^P(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/;

/**
 * Milliseconds of an ISO-8601 duration in weeks, days (24 h), hours, minutes and seconds: whole numbers, upper case, in that order;
 * weeks may stand beside the rest (ISO 8601-2). Null for anything else: years and months (no fixed length), decimals, signs,
 * zero, and more than 1827 days (five years).
 */
export function parseDuration(text: string): number | null {
  let ms = parsed.get(text);
  if (ms === undefined) {
    ms = parse(text);
    if (parsed.size < MOST_PARSED) parsed.set(text, ms);
  }
  return ms;
}

/** What was parsed lately: strategies ask for the same few lengths with every event. */
const parsed = new Map<string, number | null>();
const MOST_PARSED = 1000;

function parse(text: string): number | null {
  const found = ISO.exec(text);
  if (found === null) return null;
  const part = (at: number) => Number(found[at] ?? 0);
  const ms = part(1) * 7 * DAY_MS + part(2) * DAY_MS + part(3) * HOUR_MS + part(4) * MINUTE_MS + part(5) * SECOND_MS;
  return ms > 0 && ms <= LONGEST_MS ? ms : null;
}

/** Canonical ISO-8601 text, in days, hours, minutes and seconds (`P3D`, `P1DT12H`): equal lengths have equal text. `ms` is a positive multiple of 1000. */
export function formatDuration(ms: number): string {
  assert(ms > 0 && ms % SECOND_MS === 0, "a duration is a positive number of whole seconds", { ms });
  const days = Math.floor(ms / DAY_MS);
  const time = [
    [Math.floor((ms % DAY_MS) / HOUR_MS), "H"],
    [Math.floor((ms % HOUR_MS) / MINUTE_MS), "M"],
    [(ms % MINUTE_MS) / SECOND_MS, "S"],
  ] as const;
  const clock = time.map(([count, unit]) => (count > 0 ? `${count}${unit}` : "")).join("");
  return `P${days > 0 ? `${days}D` : ""}${clock === "" ? "" : `T${clock}`}`;
}

const UNITS = [
  { ms: DAY_MS, zh: "天", en: "day" },
  { ms: HOUR_MS, zh: "小时", en: "hour" },
  { ms: MINUTE_MS, zh: "分钟", en: "minute" },
  { ms: SECOND_MS, zh: "秒", en: "second" },
] as const;

/** A length of time in words: "3 天", "48 小时", "1 hour 30 minutes". Days from three days up, hours below; parts of a second are cut off. `ms` >= 0. */
export function describeDuration(ms: number, locale: "zh-CN" | "en"): string {
  assert(ms >= 0 && Number.isFinite(ms), "a duration is a finite length", { ms });
  const words: string[] = [];
  let rest = ms;
  for (const unit of ms < HOURS_BELOW_DAYS * DAY_MS ? UNITS.slice(1) : UNITS) {
    const count = Math.floor(rest / unit.ms);
    rest -= count * unit.ms;
    if (count > 0 || (words.length === 0 && unit.ms === SECOND_MS)) words.push(say(count, unit, locale));
  }
  return words.join(" ");
}

function say(count: number, unit: (typeof UNITS)[number], locale: "zh-CN" | "en"): string {
  if (locale === "zh-CN") return `${count} ${unit.zh}`;
  return `${count} ${unit.en}${count === 1 ? "" : "s"}`;
}
