// The helpers a template may call: their arguments, what they give, and how the inline ones compute it. The checker reads the
// first half of each line, the renderer the second.
import type { FieldType } from "./fields.ts";
import type { Formats } from "./formats.ts";
import { isMissing, renderStop } from "./view.ts";

/** What an expression may hold while it is checked: a field's type, or the yes/no of a comparison. */
export type ValueType = FieldType | "flag";

/** One helper. `params` lists what each argument may hold, the last one for all that follow; `least` and `most` count them. */
export interface Helper {
  readonly isBlock: boolean;
  /** Whether the helper may be given a missing value. */
  readonly isTotal: boolean;
  readonly params: readonly (readonly ValueType[])[];
  readonly least: number;
  readonly most: number;
  /** What it gives; `args`: what its arguments hold. */
  readonly gives: ValueType | "args";
  /** Inline helpers only. Throws a render stop on a value it cannot take. */
  readonly apply: ((args: readonly unknown[], formats: Formats) => unknown) | null;
}

const number: readonly ValueType[] = ["number", "rate", "attribute"];
const ordered: readonly ValueType[] = ["number", "rate", "instant", "attribute"];
const any: readonly ValueType[] = ["text", "number", "rate", "instant", "link", "attribute", "flag"];
const whole: readonly ValueType[] = ["number"];
const text: readonly ValueType[] = ["text"];

const block = { isBlock: true, isTotal: true, least: 1, most: 1, gives: "flag", apply: null } as const;
const compare = { isBlock: false, isTotal: true, least: 2, most: 2, gives: "flag" } as const;
const print = { isBlock: false, isTotal: false, least: 1, most: 2, gives: "text" } as const;

/**
 * Every helper. `or` gives its first present argument; `if` and `unless` take a missing value, 0, "" and an empty list for no;
 * `eq`, `gt` and `lt` are no where a side is missing; `percent` prints a rate 0..1; `days` prints whole days, rounded down, with
 * their unit; `date` prints an instant in the learner's zone, in the style date, short, time, datetime or weekday; `plural`
 * picks the word that the language wants for a number.
 */
export const helpers = {
  if: { ...block, params: [any] },
  unless: { ...block, params: [any] },
  each: { ...block, params: [["attribute"]] },
  or: {
    ...compare,
    params: [any],
    most: 8,
    gives: "args",
    apply: (args) => args.find((value) => !isMissing(value)) ?? args.at(-1),
  },
  eq: { ...compare, params: [any, any], apply: ([a, b]) => !isMissing(a) && a === b },
  gt: {
    ...compare,
    params: [ordered, ordered],
    apply: ([a, b]) => !isMissing(a) && !isMissing(b) && numberOf(a) > numberOf(b),
  },
  lt: {
    ...compare,
    params: [ordered, ordered],
    apply: ([a, b]) => !isMissing(a) && !isMissing(b) && numberOf(a) < numberOf(b),
  },
  percent: {
    ...print,
    params: [number, whole],
    apply: ([rate, digits], formats) => formats.percent(numberOf(rate), digitsOf(digits)),
  },
  round: {
    ...print,
    params: [number, whole],
    gives: "number",
    apply: ([value, digits]) => round(numberOf(value), digitsOf(digits)),
  },
  days: { ...print, params: [number], most: 1, apply: ([days], formats) => formats.days(Math.floor(numberOf(days))) },
  date: {
    ...print,
    params: [["instant", "attribute"], text],
    apply: ([at, style], formats) => formats.date(numberOf(at), style ?? "date"),
  },
  plural: {
    ...print,
    params: [number, text, text],
    least: 3,
    most: 3,
    apply: ([n, one, other], formats) => (formats.isOne(numberOf(n)) ? one : other),
  },
} as const satisfies Record<string, Helper>;

/** The helper of a name; null where there is none. */
export function helperOf(name: string): Helper | null {
  return Object.hasOwn(helpers, name) ? helpers[name as keyof typeof helpers] : null;
}

function numberOf(value: unknown): number {
  if (isMissing(value)) throw renderStop("render.missing", { path: value.path });
  if (typeof value !== "number" || !Number.isFinite(value))
    throw renderStop("render.value", { wanted: "number", got: typeof value });
  return value;
}

function digitsOf(value: unknown): number {
  return value === undefined ? 0 : Math.min(6, Math.max(0, Math.trunc(numberOf(value))));
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
