// Signals by chance: one of every kind, with the parameters that tell its readings apart.
import { DAY_MS } from "#shared/kernel/duration.ts";
import type { Random } from "./random.ts";

const visits = ["session.started"];
const question = { opens: "question.asked", closes: "question.answered", by: "questionId" };
const homework = { opens: "homework.assigned", closes: "homework.submitted", by: "homeworkId" };

/** A signal's definition, without id and type; `score` is drawn with the tiers that ask for one. */
export function drawSignal(random: Random, startAt: number): Record<string, unknown> {
  const span = random.pick(["P1D", "P2D", "P3D", "P4D"]);
  const per = random.pick([{}, { per: "course" }]);
  const day = new Date(startAt + random.int(2, 20) * DAY_MS).toISOString().slice(0, 10);
  const drawn = random.pick<() => Record<string, unknown>>([
    () => ({ kind: "absence", events: visits, for: span, ...per }),
    () => ({ kind: "absence", events: ["session.started", "lesson.completed"], for: "PT30H" }),
    () => ({ kind: "stall", progress: "lesson.completed", per: "course", for: span }),
    () => ({
      kind: "count",
      events: ["tutoring.missed", "tutoring.cancelled"],
      within: span,
      atLeast: random.int(1, 2),
      ...per,
    }),
    () => ({
      kind: "count",
      events: ["ticket.opened"],
      where: [{ field: "topic", op: "eq", value: "refund" }],
      within: "P7D",
      atLeast: 1,
    }),
    () => ({
      kind: "overdue",
      ...question,
      within: random.pick(["PT15M", "PT3H"]),
      ...random.pick([{}, { until: "P4D" }]),
    }),
    () => ({ kind: "overdue", ...homework, due: "dueAt", grace: "P1D" }),
    () => ({ kind: "milestone", events: ["lesson.completed"], reaches: random.int(1, 4), ...per }),
    () => ({ kind: "milestone", events: visits, streakDays: random.int(2, 4) }),
    () => ({ kind: "drop", events: visits, window: random.pick(["P1D", "P2D"]), baseline: "P4D", to: 0.5, min: 1 }),
    () => ({ kind: "behind", progress: "lesson.completed", per: "course", by: 0.5, minLearners: 2 }),
    () => ({
      kind: "metric",
      event: "assessment.scored",
      property: "score",
      aggregate: random.pick(["avg", "min", "last"]),
      op: "lt",
      value: 50,
      within: "P3D",
      ...per,
    }),
    () => ({
      kind: "metric",
      event: "live.stalled",
      property: "stallRate",
      aggregate: "max",
      op: "gt",
      value: 0.4,
      within: "P2D",
    }),
    () => ({ kind: "attribute", when: { attr: "vip", op: "eq", value: true } }),
    () => ({ kind: "attribute", when: { attr: "enrolledAt", op: "withinLast", value: "P3D" } }),
    () => ({ kind: "schedule", rrule: "FREQ=DAILY;INTERVAL=3", at: "18:00" }),
    () => ({ kind: "schedule", date: day, at: "10:00", for: "P2D" }),
  ]);
  const cause = random.chance(0.5)
    ? { cause: random.pick(["technical", "content", "motivation", "service", "external"]) }
    : {};
  return { ...drawn(), ...cause };
}
