// How learners live: each habit says what one day of one learner brings. A new habit is one function and one line.
import type { Random } from "./random.ts";

/** Something that happens to a learner on a day; `minute` counts from the learner's own morning (0..1439). */
export interface Happening {
  type: string;
  minute: number;
  course: string | null;
  data: Record<string, unknown> | null;
}

/** What a habit looks at. `day` counts from the learner's first day. */
export interface Day {
  day: number;
  courses: readonly string[];
  random: Random;
}

/** A way of life. */
export interface Habit {
  name: string;
  live(day: Day): Happening[];
}

function happen(day: Day, type: string, data: Record<string, unknown> | null = null): Happening {
  const { random, courses } = day;
  return { type, minute: random.int(0, 1439), course: random.chance(0.8) ? random.pick(courses) : null, data };
}

/** A day of study: a visit, some lessons, some talk. */
function study(day: Day): Happening[] {
  const { random } = day;
  const lessons = Array.from({ length: random.int(0, 2) }, () =>
    happen(day, "lesson.completed", { lessonId: `l${random.int(1, 40)}`, durationMs: random.int(1, 90) * 60_000 }),
  );
  return [
    happen(day, "session.started"),
    ...lessons,
    ...(random.chance(0.15) ? [happen(day, "forum.posted")] : []),
    ...(random.chance(0.15) ? [happen(day, "assessment.scored", { score: random.int(0, 100) })] : []),
    ...(random.chance(0.1) ? [happen(day, "checkin.done", { streakDays: day.day })] : []),
  ];
}

/** What opens and closes: questions, homework, tickets. */
function ask(day: Day): Happening[] {
  const { random } = day;
  const questionId = `q${random.int(1, 9)}`;
  const homeworkId = `h${random.int(1, 9)}`;
  const dueAt = random.pick(["2026-03-20T00:00:00Z", "2026-10-20T12:00:00+08:00"]);
  return [
    happen(day, "question.asked", { questionId, topic: random.pick(["refund", "video"]) }),
    ...(random.chance(0.6) ? [happen(day, "question.answered", { questionId })] : []),
    ...(random.chance(0.4) ? [happen(day, "homework.assigned", { homeworkId, dueAt })] : []),
    ...(random.chance(0.4) ? [happen(day, "homework.submitted", { homeworkId })] : []),
  ];
}

/** What goes wrong: missed tutoring, stalls, complaints, refunds. */
function suffer(day: Day): Happening[] {
  const { random } = day;
  const types = ["tutoring.missed", "tutoring.cancelled", "complaint.filed", "ticket.opened"];
  return [
    happen(day, random.pick(types), { topic: random.pick(["refund", "video"]) }),
    ...(random.chance(0.5) ? [happen(day, "live.stalled", { stallRate: random.int(0, 100) / 100 })] : []),
    ...(random.chance(0.03) ? [happen(day, random.pick(["order.refunded", "enrolment.withdrawn"]))] : []),
  ];
}

/** The habits, by hand. */
export const habits: readonly Habit[] = [
  { name: "steady", live: (day) => (day.random.chance(0.9) ? study(day) : []) },
  { name: "weekend", live: (day) => (day.day % 7 > 4 ? [...study(day), ...study(day)] : []) },
  { name: "fading", live: (day) => (day.random.chance(1 / (1 + day.day / 4)) ? study(day) : []) },
  { name: "gone", live: (day) => (day.day < 4 ? study(day) : []) },
  { name: "silent", live: () => [] },
  { name: "returning", live: (day) => (day.day % 10 < 3 ? study(day) : []) },
  { name: "asking", live: (day) => [...(day.random.chance(0.5) ? study(day) : []), ...ask(day)] },
  { name: "suffering", live: (day) => (day.random.chance(0.4) ? [...study(day), ...suffer(day)] : []) },
  { name: "finishing", live: (day) => (day.day === 12 ? [happen(day, "course.completed")] : study(day)) },
];
