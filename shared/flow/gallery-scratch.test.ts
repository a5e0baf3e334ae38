import { test } from "vitest";
import { writeFileSync, appendFileSync } from "node:fs";
import { school } from "./testkit.ts";
import { gallery } from "#shared/strategy/gallery.ts";
const get = (id: string) => { const d = structuredClone(gallery.find((g) => g.id === id)!.document); delete d.holdout; return d; };
const F = "/tmp/gallery/sim.txt"; writeFileSync(F, "");
const log = (name: string, lines: string[]) => appendFileSync(F, `\n## ${name}\n${lines.join("\n")}\n`);
const attrs = (s: any, when: string, a: object) => s.input(when, { is: "learner", learner: "li", attributes: a } as any);
test("sim", () => {
  const A = { "*": "accepted", call: "accepted claim+1h outcome:needs-help+3h" };
  const open = (id: string, answers: any = A) => school({ strategies: [get(id)], answers });
  let s: any;
  try { s = open("three-tier-retention"); attrs(s, "d1 07:00", { status: "studying" });
  s.event("d1 08:00", "li enrolment.created math").event("d1 09:00", "li session.started math").event("d1 09:30", "li lesson.completed math").tick("d50 00:00"); log("three", s.story()); } catch (e) { log("three", [String((e as Error).stack)]); }
  try { s = open("first-week"); attrs(s, "d1 07:00", { status: "studying" });
  s.event("d1 08:00", "li enrolment.created math").event("d1 09:00", "li session.started math").event("d5 09:30", "li lesson.completed math").event("d6 09:30", "li lesson.completed math").event("d6 10:30", "li lesson.completed math").event("d7 10:30", "li lesson.completed math").event("d8 10:30", "li lesson.completed math").tick("d50 00:00"); log("first-week", s.story()); } catch (e) { log("fw", [String((e as Error).stack)]); }
  try { s = open("answer-time", { "*": "accepted" }); 
  s.event("d1 08:00", "li question.asked math questionId=7").event("d1 08:10", "li question.asked math questionId=8").event("d1 08:20", "li question.answered math questionId=8").event("d2 10:00", "li question.answered math questionId=7").tick("d9 00:00"); log("answer", s.story()); } catch (e) { log("answer", [String((e as Error).stack)]); }
  try { s = open("activity-retain"); attrs(s, "d1 07:00", { status: "studying", tags: ["study-group"] });
  s.event("d1 08:00", "li enrolment.created math").event("d2 09:00", "li lesson.completed math").event("d3 09:30", "li lesson.completed math").event("d4 09:30", "li lesson.completed math").tick("d20 00:00"); log("retain", s.story()); } catch (e) { log("retain", [String((e as Error).stack)]); }
  try { s = open("activity-activate"); attrs(s, "d1 07:00", { status: "studying" });
  s.event("d1 08:00", "li enrolment.created math").event("d36 12:30", "li checkin.done math").event("d37 12:30", "li checkin.done math").tick("d80 00:00"); log("activate", s.story()); } catch (e) { log("activate", [String((e as Error).stack)]); }
  try { s = open("before-class", { "*": "accepted", "join-group": "accepted claim+1h outcome:joined+2h" }); attrs(s, "d1 07:00", { status: "studying", nextLiveAt: Date.UTC(2026, 2, 4, 11) });
  s.event("d1 08:00", "li enrolment.created math").event("d4 19:01", "li live.joined math"); attrs(s, "d5 07:00", { nextLiveAt: Date.UTC(2026, 2, 20, 11), deviceCheckedAt: Date.UTC(2026, 2, 18) }); s.tick("d30 00:00"); log("before", s.story()); } catch (e) { log("before", [String((e as Error).stack)]); }
  try { s = open("after-class-renewal", { "*": "accepted", advisor: "accepted claim+1h outcome:promised+3h" }); attrs(s, "d1 07:00", { status: "studying", renewalDueAt: Date.UTC(2026, 3, 1) });
  s.event("d1 08:00", "li enrolment.created math").event("d29 19:01", "li renewal.due math orderId=o1 dueAt=2026-04-01T00:00:00Z").tick("d90 00:00"); log("renew", s.story()); } catch (e) { log("renew", [String((e as Error).stack)]); }
  try { s = open("live-quality", { "*": "accepted", fix: "accepted claim+1h outcome:fixed+3h" }); attrs(s, "d1 07:00", { status: "studying" });
  for (const t of ["d1 19:00", "d1 19:10", "d2 19:00", "d2 19:20", "d2 19:30"]) s.event(t, "li live.dropped math liveId=1"); s.tick("d30 00:00"); log("live", s.story()); } catch (e) { log("live", [String((e as Error).stack)]); }
  try { s = open("in-class", { "*": "accepted", "answer-now": "accepted" }); attrs(s, "d1 07:00", { status: "studying" });
  s.event("d1 08:00", "li enrolment.created math").event("d2 08:00", "li assessment.scored math scoreRate=0.95").event("d5 08:00", "li homework.assigned math homeworkId=h dueAt=2026-03-07T00:00:00Z").event("d8 18:00", "li question.asked math questionId=1").tick("d30 00:00"); log("in-class", s.story()); } catch (e) { log("in-class", [String((e as Error).stack)]); }
  try { s = open("milestone-care"); attrs(s, "d1 07:00", { status: "studying" }); s.event("d1 08:00", "li enrolment.created math");
  for (let d = 1; d < 9; d++) { s.event(`d${d} 10:00`, "li session.started"); s.event(`d${d} 11:00`, "li lesson.completed math"); } s.event("d9 10:00", "li course.completed math").tick("d30 00:00"); log("milestone", s.story()); } catch (e) { log("milestone", [String((e as Error).stack)]); }
  try { s = open("activity-convert", { "*": "accepted" }); attrs(s, "d1 07:00", { status: "trial", trialEndsAt: Date.UTC(2026, 2, 8) }); s.event("d1 08:00", "li lesson.completed math").event("d3 10:00", "li ticket.opened ticketId=4").event("d3 11:00", "li ticket.replied ticketId=4").tick("d40 00:00"); log("convert", s.story()); } catch (e) { log("convert", [String((e as Error).stack)]); }
});
