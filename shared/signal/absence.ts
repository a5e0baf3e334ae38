// absence 缺席: none of the named events for that long, since the later of the last one and the enrolment. A timer.
import { z } from "zod";
import { DAY_MS, describeDuration } from "#shared/kernel/duration.ts";
import { type Form, say } from "#shared/kernel/form.ts";
import { addElapsed, elapsed } from "#shared/kernel/pause.ts";
import type { FeatureSpec } from "#shared/state/feature.ts";
import type { LastEvent } from "#shared/state/features.ts";
import { comingStart, durationSchema, eventTypesSchema, msOf, perSchema, silenceStart } from "./fields.ts";
import { eventsField, perField } from "./form.ts";
import { offReading, type Reading, rowOf, type SignalKind, type SignalView } from "./kind.ts";
import { eventWords } from "./words.ts";

const schema = z.strictObject({
  kind: z.literal("absence"),
  events: eventTypesSchema,
  for: durationSchema,
  per: perSchema,
});
type Absence = z.infer<typeof schema>;

function features(def: Absence): FeatureSpec[] {
  return [{ kind: "last", events: def.events, scope: def.per ?? "learner" }];
}

/** Reads silence: shared with `stall`, which is silence of progress. `base` is the later of last event and start. */
export function readSilence(view: SignalView, last: number, forMs: number): Reading {
  const start = silenceStart(view.facts, view.learner, view.enrolment, view.now);
  if (start === null) return offReading;
  const base = Number.isNaN(last) ? start : Number.isNaN(start) ? last : Math.max(last, start);
  if (Number.isNaN(base)) return offReading;
  const dueAt = addElapsed(view.pauses, base, forMs);
  if (view.now < dueAt) return { isOn: false, since: null, nextAt: dueAt, evidence: null };
  const silentMs = elapsed(view.pauses, base, view.now);
  const evidence = { days: Math.floor(silentMs / DAY_MS), hours: Math.floor(silentMs / 3_600_000), lastAt: base };
  return {
    isOn: true,
    since: dueAt,
    nextAt: comingStart(view.facts, view.learner, view.enrolment, view.now),
    evidence,
  };
}

const form: Form<Absence> = [
  eventsField,
  {
    path: "for",
    field: "duration",
    label: say("持续没有", "None for"),
    help: say("假期不计入", "School pauses do not count"),
  },
  perField,
];

/** The signal kind `absence`. */
export const absence = {
  kind: "absence",
  schema,
  label: { "zh-CN": "缺席", en: "Absence" },
  form,
  fresh: { kind: "absence", events: ["session.started"], for: "P3D" },
  sentence: (def) => ({
    "zh-CN": `${describeDuration(msOf(def.for), "zh-CN")}没有${eventWords(def.events, "zh-CN")}`,
    en: `no ${eventWords(def.events, "en")} for ${describeDuration(msOf(def.for), "en")}`,
  }),
  scope: (def) => def.per ?? "learner",
  features,
  read: (def, [store], view) => {
    const row = rowOf(view, def.per ?? "learner");
    return row === -1 ? offReading : readSilence(view, (store as LastEvent).at(row), msOf(def.for));
  },
  lowering: (def) => ({ events: def.events, ms: msOf(def.for) }),
  disproves: (def, evidence, event, openedAt, pauses) =>
    def.events.includes(event.type) &&
    (def.per === undefined || event.course === evidence.course) &&
    event.at <= openedAt &&
    elapsed(pauses, event.at, openedAt) < msOf(def.for),
} satisfies SignalKind<Absence>;
