// Numbers and instants as a reader of one language in one zone sees them. Built once per (locale, zone) and kept by the renderer.
import { renderStop } from "./view.ts";

/** The formats of one locale and zone. */
export interface Formats {
  /** A rate 0..1 as a percentage with so many digits. */
  percent(rate: number, digits: number): string;
  /** A whole number of days with its unit: "3天", "1 day". */
  days(count: number): string;
  /** An instant (UTC ms) on the local clock. Throws a render stop on an unknown style or an instant beyond the calendar. */
  date(at: number, style: unknown): string;
  /** Whether the language uses its singular for this number. */
  isOne(count: number): boolean;
}

/** The styles that `date` knows. The clock has 24 hours everywhere, which keeps midnight plain and SMS in GSM-7. */
export const dateStyles = {
  date: { dateStyle: "long" },
  short: { month: "numeric", day: "numeric" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  datetime: { month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  weekday: { weekday: "long" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const FARTHEST = 8.64e15; // the last instant of ECMAScript time

/** Formats for a BCP-47 locale and an IANA zone; each of Intl's is made at its first use. Throws RangeError on a locale that is none. */
export function createFormats(locale: string, zone: string): Formats {
  const plural = new Intl.PluralRules(locale);
  const numbers = new Map<number, Intl.NumberFormat>();
  const dates = new Map<keyof typeof dateStyles, Intl.DateTimeFormat>();
  let days: Intl.NumberFormat | null = null;
  return {
    isOne: (count) => plural.select(count) === "one",
    days: (count) => {
      days ??= new Intl.NumberFormat(locale, {
        style: "unit",
        unit: "day",
        unitDisplay: "long",
        maximumFractionDigits: 0,
      });
      return plain(days.format(count));
    },
    percent: (rate, digits) => {
      const format =
        numbers.get(digits) ?? new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: digits });
      numbers.set(digits, format);
      return plain(format.format(rate));
    },
    date: (at, style) => {
      if (!isStyle(style)) throw renderStop("render.value", { wanted: "date style", got: String(style).slice(0, 40) });
      if (Math.abs(at) > FARTHEST) throw renderStop("render.value", { wanted: "instant", got: "number" });
      const format = dates.get(style) ?? new Intl.DateTimeFormat(locale, { ...dateStyles[style], timeZone: zone });
      dates.set(style, format);
      return plain(format.format(at));
    },
  };
}

function isStyle(style: unknown): style is keyof typeof dateStyles {
  return typeof style === "string" && Object.hasOwn(dateStyles, style);
}

/** Intl's narrow and no-break spaces become plain ones: each would turn an SMS into UCS-2. */
function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, " ");
}
