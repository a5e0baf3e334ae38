// Conditions as data: over attributes (relative dates included), signals and causes. One evaluator serves audiences,
// the attribute signal and branches, and says when time alone may change the answer.
import { z } from "zod";
import { parseInstant } from "#shared/event/instant.ts";
import { DAY_MS, parseDuration } from "#shared/kernel/duration.ts";
import { dayOfDate, isDate } from "#shared/kernel/zone.ts";
import { operators } from "./test.ts";

const scalar = z.union([z.string().max(200), z.number(), z.boolean()]);
const id = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);

/** Why a learner is at risk: the five classes of practitioners. */
export const causes = ["technical", "content", "motivation", "service", "external"] as const;
/** One class of causes. */
export type Cause = (typeof causes)[number];

/** A condition over a learner; see the strategy page for its meaning. */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | {
      attr: string;
      op: keyof typeof operators | "has" | "withinLast" | "withinNext";
      value?: Scalar | Scalar[] | undefined;
    }
  | { signal: string }
  | { cause: Cause };
type Scalar = string | number | boolean;

/** Schema of a condition: closed, at most 8 levels deep (checked by `conditionDepth`). */
export const conditionSchema: z.ZodType<Condition> = z
  .lazy(() =>
    z.union([
      z.strictObject({ all: z.array(conditionSchema).min(1).max(50) }),
      z.strictObject({ any: z.array(conditionSchema).min(1).max(50) }),
      z.strictObject({ not: conditionSchema }),
      z.strictObject({
        attr: z.string().regex(/^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/),
        op: z.enum(["eq", "ne", "lt", "le", "gt", "ge", "in", "exists", "has", "withinLast", "withinNext"]),
        value: z.union([scalar, z.array(scalar).max(100)]).optional(),
      }),
      z.strictObject({ signal: id }),
      z.strictObject({ cause: z.enum(causes) }),
    ]),
  )
  .meta({ id: "Condition" });

/** What a condition may look at. `attr` gives undefined where nothing is known. */
export interface ConditionView {
  readonly now: number;
  attr(name: string): unknown;
  isOn(signal: string): boolean;
  hasCause(cause: Cause): boolean;
}

/** The answer, and the next instant at which time alone may change it (null: never). */
export interface Answer {
  isTrue: boolean;
  nextAt: number | null;
}

/** Reads an attribute as an instant (UTC ms); dates without a time mean midnight UTC. NaN where it is none. */
function instantOf(value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return Number.NaN;
  return isDate(value) ? dayOfDate(value) * DAY_MS : (parseInstant(value) ?? Number.NaN);
}

function relative(view: ConditionView, value: unknown, op: "withinLast" | "withinNext", span: unknown): Answer {
  const at = instantOf(value);
  const ms = typeof span === "string" ? parseDuration(span) : null;
  if (Number.isNaN(at) || ms === null) return { isTrue: false, nextAt: null };
  const [from, to] = op === "withinNext" ? [at - ms, at] : [at, at + ms];
  if (view.now < from) return { isTrue: false, nextAt: from };
  return view.now < to ? { isTrue: true, nextAt: to } : { isTrue: false, nextAt: null };
}

function earliest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}

/** Evaluates a condition; every part is looked at, so that `nextAt` is right whatever the answer. */
export function evaluate(condition: Condition, view: ConditionView): Answer {
  if ("all" in condition || "any" in condition) {
    const isAll = "all" in condition;
    const parts = isAll ? condition.all : condition.any;
    let isTrue = isAll;
    let nextAt: number | null = null;
    for (const part of parts) {
      const answer = evaluate(part, view);
      isTrue = isAll ? isTrue && answer.isTrue : isTrue || answer.isTrue;
      nextAt = earliest(nextAt, answer.nextAt);
    }
    return { isTrue, nextAt };
  }
  if ("not" in condition) {
    const answer = evaluate(condition.not, view);
    return { isTrue: !answer.isTrue, nextAt: answer.nextAt };
  }
  if ("signal" in condition) return { isTrue: view.isOn(condition.signal), nextAt: null };
  if ("cause" in condition) return { isTrue: view.hasCause(condition.cause), nextAt: null };
  const actual = view.attr(condition.attr);
  if (condition.op === "withinLast" || condition.op === "withinNext") {
    return relative(view, actual, condition.op, condition.value);
  }
  if (condition.op === "has")
    return { isTrue: Array.isArray(actual) && actual.includes(condition.value), nextAt: null };
  return { isTrue: operators[condition.op](actual, condition.value), nextAt: null };
}

/** How deep a condition nests; a single comparison is 1. */
export function conditionDepth(condition: Condition): number {
  if ("all" in condition) return 1 + Math.max(...condition.all.map(conditionDepth));
  if ("any" in condition) return 1 + Math.max(...condition.any.map(conditionDepth));
  return "not" in condition ? 1 + conditionDepth(condition.not) : 1;
}

/** The signals a condition names. */
export function conditionSignals(condition: Condition): string[] {
  if ("all" in condition) return condition.all.flatMap(conditionSignals);
  if ("any" in condition) return condition.any.flatMap(conditionSignals);
  if ("not" in condition) return conditionSignals(condition.not);
  return "signal" in condition ? [condition.signal] : [];
}

/** Whether a condition looks at signals or at causes, which are signals too. */
export function readsSignals(condition: Condition): boolean {
  if ("all" in condition) return condition.all.some(readsSignals);
  if ("any" in condition) return condition.any.some(readsSignals);
  return "not" in condition ? readsSignals(condition.not) : "signal" in condition || "cause" in condition;
}
