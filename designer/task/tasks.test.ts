import { expect, test } from "vitest";
import type { TrailRow } from "#shared/api/trail.ts";
import { dueOf, progressOf, weakSpots } from "./tasks.ts";

const at = (text: string) => `2026-03-05T${text}:00.000Z`;
const task = (createdAt: string, dueAt: string) => ({ createdAt: at(createdAt), dueAt: at(dueAt), isOverdue: false });
const event = (time: string, type: string, data: object = {}): TrailRow => ({
  id: time,
  at: at(time),
  kind: "event",
  params: { type, data },
  refs: {},
});

test.each([
  ["10:00", { level: "fine", ms: 60 * 60_000 }],
  ["10:46", { level: "soon", ms: 14 * 60_000 }],
  ["11:00", { level: "soon", ms: 0 }],
  ["11:30", { level: "over", ms: 30 * 60_000 }],
])("an hour's task at %s is %j", (now, due) => {
  expect(dueOf(task("10:00", "11:00"), Date.parse(at(now)))).toEqual(due);
});

test("what the server calls overdue is overdue, whatever this clock says", () => {
  expect(dueOf({ ...task("10:00", "11:00"), isOverdue: true }, Date.parse(at("10:30"))).level).toBe("over");
});

test("low scores, failures, late work and absences are weak spots, the newest first", () => {
  const rows = [
    event("09:00", "quiz.completed", { title: "小测一", score: 4, maxScore: 10 }),
    event("09:01", "quiz.completed", { score: 9, maxScore: 10 }),
    event("09:02", "exam.taken", { isPassed: false }),
    event("09:03", "homework.submitted", { title: "第二周", isLate: true }),
    event("09:04", "tutoring.missed"),
    event("09:05", "lesson.completed"),
  ];
  expect(weakSpots(rows).map(({ what }) => what.zh)).toEqual([
    "辅导缺席",
    "提交作业“第二周” 迟交",
    "参加考试 未通过",
    "完成测验“小测一” 得分 40%",
  ]);
  expect(weakSpots(rows, 1)).toHaveLength(1);
});

test("what moves a learner on is counted by kind", () => {
  const rows = [
    event("09:00", "lesson.completed"),
    event("09:01", "lesson.completed"),
    event("09:02", "session.started"),
  ];
  expect(progressOf(rows)).toEqual([{ what: { zh: "完成课时", en: "Lesson completed" }, count: 2 }]);
});
