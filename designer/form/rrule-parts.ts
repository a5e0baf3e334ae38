// A recurrence rule as the form's few controls say it; what they cannot say stays as it is written.
import { parseRecurrence } from "#shared/kernel/recurrence.ts";

/** How often a period comes. */
export type Frequency = "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY";

/** What the controls hold. Days 1 Monday to 7 Sunday, of weekly rules; the month of yearly ones, and the day of both. */
export interface RuleParts {
  readonly freq: Frequency;
  readonly interval: number;
  readonly weekdays: readonly number[];
  readonly month: number;
  readonly day: number;
}

const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** A rule to begin with, of that frequency. */
export function freshRule(freq: Frequency): RuleParts {
  return { freq, interval: 1, weekdays: [1], month: 1, day: 1 };
}

/** The text of a rule. */
export function joinRule({ freq, interval, weekdays, month, day }: RuleParts): string {
  const parts = [`FREQ=${freq}`];
  if (interval !== 1) parts.push(`INTERVAL=${interval}`);
  if (freq === "WEEKLY" && weekdays.length > 0)
    parts.push(`BYDAY=${weekdays.map((one) => WEEKDAYS[one - 1] ?? "MO").join(",")}`);
  if (freq === "YEARLY") parts.push(`BYMONTH=${month}`);
  if (freq === "MONTHLY" || freq === "YEARLY") parts.push(`BYMONTHDAY=${day}`);
  return parts.join(";");
}

/** The parts of a rule that the controls can say; null for any other text, which must be kept as written. */
export function splitRule(text: string): RuleParts | null {
  const rule = parseRecurrence(text);
  if ("error" in rule || rule.byMonthDay.some((day) => day < 1)) return null;
  const parts: RuleParts = {
    freq: rule.freq,
    interval: rule.interval,
    weekdays: rule.freq === "WEEKLY" ? rule.byDay.map(({ weekday }) => weekday) : [1],
    month: rule.byMonth[0] ?? 1,
    day: rule.byMonthDay[0] ?? 1,
  };
  return joinRule(parts) === text ? parts : null;
}
