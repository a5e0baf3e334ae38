// A school in which people have work: three learners in the three-tier table of the gallery, one of them about to leave, with a call
// for staff to make.
import { fromGallery, reachable } from "#e2e/api/drawings.ts";
import { type DesignedSchool, startSchool } from "./school.ts";

const DAY_MS = 86_400_000;
const MONDAY = Date.parse("2026-03-02T01:00:00Z");
const on = (day: number, hours = 0) => new Date(MONDAY + day * DAY_MS + hours * 3_600_000).toISOString();

/** The school: Li asks about a refund on the ninth day and is called about it, Wei went silent, Hao learns every day. */
export async function startCareSchool(): Promise<DesignedSchool> {
  const school = await startSchool();
  const { call } = school;
  await call("PUT", "/v1/courses/math", { title: "初中数学" });
  const person = (id: string, name: string) => ({ id, name, addresses: reachable, attributes: { status: "studying" } });
  await call("POST", "/v1/learners", [person("li", "李小雨"), person("wei", "魏然"), person("hao", "郝明")]);
  await call("POST", "/api/strategies/import", fromGallery("three-tier-retention"));
  await call("POST", "/api/strategies/three-tier-retention/publish", {});
  let count = 0;
  const event = (learner: string, type: string, at: string, data?: object) => ({
    id: `e${++count}`,
    learner,
    type,
    at,
    course: "math",
    ...(data === undefined ? {} : { data }),
  });
  const begin = (learner: string) => [
    event(learner, "enrolment.created", on(0)),
    event(learner, "session.started", on(0)),
    event(learner, "lesson.completed", on(0), { title: "第一课" }),
  ];
  await call("POST", "/v1/events", ["li", "wei", "hao"].flatMap(begin));
  await call("POST", "/v1/events", [event("li", "quiz.completed", on(0), { title: "小测一", score: 4, maxScore: 10 })]);
  for (let day = 1; day <= 8; day += 1) {
    await call("POST", "/test/clock", { set: on(day) });
    await call("POST", "/v1/events", [
      event("hao", "session.started", on(day)),
      event("hao", "lesson.completed", on(day)),
    ]);
  }
  await call("POST", "/v1/events", [event("li", "ticket.opened", on(8), { topic: "退费" })]);
  await call("POST", "/test/clock", { set: on(8, 1) });
  return school;
}
