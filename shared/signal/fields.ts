// Fields that several signal kinds share, and their bounds.
import { z } from "zod";
import { parseDuration } from "#shared/kernel/duration.ts";
import type { Facts } from "#shared/state/facts.ts";

/** An ISO-8601 duration of fixed length: weeks, days, hours, minutes, seconds; at most 5 years. */
export const durationSchema = z
  .string()
  .max(40)
  .refine((text) => parseDuration(text) !== null, { params: { code: "duration.invalid" } })
  .meta({ id: "Duration", description: "ISO-8601 duration, e.g. P3D or PT48H" });

/** An event type, dotted noun.past. */
export const eventTypeSchema = z
  .string()
  .max(80)
  .regex(/^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/)
  .meta({ id: "EventType" });

/** One or more event types that count alike, each named once: a type named twice would count twice. */
export const eventTypesSchema = z
  .array(eventTypeSchema)
  .min(1)
  .max(20)
  .refine((types) => new Set(types).size === types.length, { params: { code: "events.repeated" } })
  .meta({ uniqueItems: true });

/** The name of a data property of an event. */
export const propertySchema = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/);

/** Whether a signal is read per course; absent: per learner. */
export const perSchema = z.literal("course").optional();

/** Milliseconds of a duration that its schema has accepted. */
export function msOf(duration: string): number {
  return parseDuration(duration) ?? 0;
}

/** Whether silence of this enrolment can mean anything at `now`: started, not withdrawn, not completed. */
export function isStudying(facts: Facts, enrolment: number, now: number): boolean {
  return facts.enrolments.endOf(enrolment) === "open" && facts.enrolments.startOf(enrolment) <= now;
}

/**
 * The instant from which a learner's silence counts: the latest start of a running enrolment, else the earliest coming one. NaN where
 * no enrolment is known (the first event then counts), null where all have ended: nobody is missed there.
 */
export function silenceStart(facts: Facts, learner: number, enrolment: number, now: number): number | null {
  const { enrolments } = facts;
  if (enrolment !== -1) return enrolments.endOf(enrolment) === "open" ? enrolments.startOf(enrolment) : null;
  let running = Number.NEGATIVE_INFINITY;
  let coming = Number.POSITIVE_INFINITY;
  let isAny = false;
  for (let row = facts.firstEnrolment.get(learner); row !== -1; row = enrolments.next.get(row)) {
    isAny = true;
    if (enrolments.endOf(row) !== "open") continue;
    const at = enrolments.startOf(row);
    if (at <= now) running = Math.max(running, at);
    else coming = Math.min(coming, at);
  }
  if (!isAny) return Number.NaN;
  if (running !== Number.NEGATIVE_INFINITY) return running;
  return coming === Number.POSITIVE_INFINITY ? null : coming;
}

/**
 * The next instant at which silence of a learner starts anew because another enrolment begins (UTC ms), null for none. A reading of one
 * enrolment has no other.
 */
export function comingStart(facts: Facts, learner: number, enrolment: number, now: number): number | null {
  const { enrolments } = facts;
  if (enrolment !== -1) return null;
  let coming = Number.POSITIVE_INFINITY;
  for (let row = facts.firstEnrolment.get(learner); row !== -1; row = enrolments.next.get(row)) {
    const at = enrolments.startOf(row);
    if (at > now && enrolments.endOf(row) === "open") coming = Math.min(coming, at);
  }
  return coming === Number.POSITIVE_INFINITY ? null : coming;
}
