// stall 进度停滞: progress of an unfinished course has not advanced for that long. A timer.
import { z } from "zod";
import { describeDuration } from "#shared/kernel/duration.ts";
import { type Form, say } from "#shared/kernel/form.ts";
import { elapsed } from "#shared/kernel/pause.ts";
import type { LastEvent } from "#shared/state/features.ts";
import { readSilence } from "./absence.ts";
import { durationSchema, eventTypeSchema, msOf } from "./fields.ts";
import { progressField } from "./form.ts";
import { offReading, type SignalKind } from "./kind.ts";

const schema = z.strictObject({
  kind: z.literal("stall"),
  progress: eventTypeSchema,
  per: z.literal("course"),
  for: durationSchema,
});
type Stall = z.infer<typeof schema>;

const form: Form<Stall> = [
  progressField,
  {
    path: "for",
    field: "duration",
    label: say("没有推进", "No advance for"),
    help: say("假期不计入", "School pauses do not count"),
  },
];

/** The signal kind `stall`. */
export const stall = {
  kind: "stall",
  schema,
  label: { "zh-CN": "进度停滞", en: "Stalled progress" },
  form,
  fresh: { kind: "stall", progress: "lesson.completed", per: "course", for: "P7D" },
  sentence: (def) => ({
    "zh-CN": `课程进度 ${describeDuration(msOf(def.for), "zh-CN")}没有推进`,
    en: `no course progress for ${describeDuration(msOf(def.for), "en")}`,
  }),
  scope: () => "course",
  features: (def) => [{ kind: "last", events: [def.progress], scope: "course" }],
  read: (def, [store], view) =>
    view.enrolment === -1 ? offReading : readSilence(view, (store as LastEvent).at(view.enrolment), msOf(def.for)),
  lowering: (def) => ({ events: [def.progress], ms: msOf(def.for) }),
  disproves: (def, evidence, event, openedAt, pauses) =>
    event.type === def.progress &&
    event.course === evidence.course &&
    event.at <= openedAt &&
    elapsed(pauses, event.at, openedAt) < msOf(def.for),
} satisfies SignalKind<Stall>;
