// Shows 4: the three-tier table row by row, with the strategy as it stands in the gallery.
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "#shared/kernel/duration.ts";
import { fromGallery, reachable } from "./drawings.ts";
import { iso, MONDAY, openSchool, pick, type Row, type School } from "./kit.ts";

const strategy = "three-tier-retention";

/** A school with the table live; its learners enrol, come and finish a lesson on Monday at nine. */
async function begin(...learners: string[]): Promise<School> {
  const school = await openSchool();
  await school.publish(fromGallery(strategy));
  const upserts = learners.map((id) => ({ id, name: id, addresses: reachable, attributes: { status: "studying" } }));
  await school.call("POST", "/v1/learners", upserts);
  for (const learner of learners) {
    const at = MONDAY;
    await school.happen(
      { type: "enrolment.created", learner, at, course: "math" },
      { type: "session.started", learner, at, course: "math" },
      { type: "lesson.completed", learner, at, course: "math" },
    );
  }
  return school;
}

const byDay = (day: number, hours = 0) => MONDAY + day * DAY_MS + hours * HOUR_MS;

/** What was sent in a tier: node, channel and hours since the tier began, in order of time. */
async function touches(school: School, learner: string, tier: string): Promise<unknown[][]> {
  const [begun] = await school.rows("decisions", { learner, tier, kind: "tier" });
  const beganAt = Date.parse(String(begun?.at));
  const sends = (await school.rows("sends", { learner, tier })).filter((row) => row.acceptedAt !== null);
  return sends
    .map(({ node, channel, acceptedAt }) => [node, channel, (Date.parse(String(acceptedAt)) - beganAt) / HOUR_MS])
    .sort((a, b) => Number(a[2]) - Number(b[2]) || (String(a[0]) < String(b[0]) ? -1 : 1));
}

async function episode(school: School, learner: string): Promise<Row> {
  const [row] = await school.rows("episodes", { learner });
  if (row === undefined) throw new Error(`${learner} has no episode`);
  return row;
}

async function promises(school: School, learner: string): Promise<unknown[][]> {
  return pick(await school.rows("promises", { learner }), "tier", "state").sort();
}

const cancelled = async (school: School, learner: string) =>
  pick(await school.rows("decisions", { learner }), "node", "reason").filter(([, reason]) => reason !== null);

test("silence to the end: 关注级, 预警级, 紧急级, 已流失", async () => {
  const school = await begin("hao");
  await school.until(byDay(7) - 1000);
  expect(await episode(school, "hao")).toMatchObject({ tier: "watch", openedAt: iso(byDay(3)), isHoldout: false });
  expect(await touches(school, "hao", "watch")).toEqual([["nudge", "inapp", 0]]);
  expect(await promises(school, "hao")).toEqual([["watch", "kept"]]);

  await school.until(byDay(14) - 1000);
  expect(await episode(school, "hao")).toMatchObject({ tier: "warning", tierAt: iso(byDay(7)) });
  expect(await touches(school, "hao", "warning")).toEqual([
    ["notice", "wechat", 0],
    ["remind", "push", 0],
    ["text", "sms", 23],
    ["lighter", "push", 47],
  ]);
  expect(await promises(school, "hao")).toEqual([
    ["warning", "kept"],
    ["watch", "kept"],
  ]);

  await school.until(byDay(17));
  expect(await episode(school, "hao")).toMatchObject({ tier: "urgent", tierAt: iso(byDay(14)) });
  expect(await touches(school, "hao", "urgent")).toEqual([
    ["all-inbox", "inapp", 0],
    ["all-notice", "wechat", 0],
    ["call", "task", 0],
    ["all-email", "email", 23],
    ["all-push", "push", 23],
    ["lead-call", "task", 24],
    ["all-text", "sms", 47],
  ]);

  await school.until(byDay(24));
  expect(await episode(school, "hao")).toMatchObject({ outcome: "lost", endedAt: iso(byDay(24)) });
  await school.until(byDay(40));
  expect(await school.rows("episodes", { learner: "hao", isOpen: "true" })).toEqual([]);
  await school.isInOrder();
});

test("a claimed call counts, and its outcome is noted; the urgent promise is kept within 72 hours", async () => {
  const school = await begin("li");
  await school.until(byDay(8));
  await school.happen({ type: "ticket.opened", learner: "li", at: byDay(8), data: { topic: "退费" } });
  await school.until(byDay(8, 1));
  expect(await episode(school, "li")).toMatchObject({ tier: "urgent", tierAt: iso(byDay(8)) });
  expect(await cancelled(school, "li")).toContainEqual(["breath", "escalated"]);
  expect((await touches(school, "li", "warning")).map(([node]) => node)).not.toContain("lighter");

  const [task] = await school.rows("tasks", { state: "open" });
  expect(task).toMatchObject({ learner: "li", team: "study-coach", content: { title: "电话关怀：li" } });
  const act = (verb: string, body: Row) => school.send("POST", `/api/tasks/${task?.send}/${verb}`, body);
  expect((await act("finish", { outcome: "shouted" })).json).toMatchObject({ status: 422, code: "task.outcome" });
  expect((await act("claim", { by: "coach Lin" })).json).toEqual({ ok: true });
  expect((await act("claim", { by: "coach Wu" })).json).toMatchObject({ status: 409, code: "task.conflict" });
  await school.until(byDay(8, 3));
  expect((await act("finish", { outcome: "needs-help", note: "卡在第三章" })).json).toEqual({ ok: true });
  expect((await act("finish", { outcome: "reached" })).status).toBe(409);
  expect(await school.rows("tasks", { node: "call" })).toMatchObject([
    { claimedBy: "coach Lin", outcome: "needs-help", note: "卡在第三章", doneAt: iso(byDay(8, 3)) },
  ]);
  expect(pick(await school.rows("tasks", { node: "lesson-help" }), "team", "state")).toEqual([
    ["subject-teacher", "open"],
  ]);

  await school.until(byDay(11));
  expect(await promises(school, "li")).toEqual([
    ["urgent", "kept"],
    ["warning", "kept"],
    ["watch", "kept"],
  ]);
  expect((await touches(school, "li", "urgent")).map(([, channel]) => channel)).toEqual(
    expect.arrayContaining(["inapp", "wechat", "push", "email", "sms", "task"]),
  );
  await school.isInOrder();
});

test("a return on two days is 已挽回, and everything pending is cancelled with that reason", async () => {
  const school = await begin("wei");
  await school.until(byDay(14, 1));
  expect(await episode(school, "wei")).toMatchObject({ tier: "urgent", outcome: null });
  await school.happen({ type: "session.started", learner: "wei", at: byDay(14, 1) });
  await school.until(byDay(14, 12));
  expect(await episode(school, "wei")).toMatchObject({ outcome: null });
  await school.until(byDay(15) - HOUR_MS * 2);
  await school.happen({ type: "lesson.completed", learner: "wei", at: byDay(15) - HOUR_MS * 2, course: "math" });
  expect(await episode(school, "wei")).toMatchObject({ outcome: "recovered", endedAt: iso(byDay(15, -2)) });
  expect(await cancelled(school, "wei")).toEqual([
    ["call", "recovered"],
    ["all-email", "recovered"],
    ["all-push", "recovered"],
  ]);
  expect(pick(await school.rows("tasks", { learner: "wei" }), "state")).toEqual([["cancelled"]]);
  const before = await touches(school, "wei", "urgent");
  await school.until(byDay(17));
  expect(await touches(school, "wei", "urgent")).toEqual(before);
  expect(await school.call("GET", "/api/books")).toMatchObject({ episodes: { recovered: 1, lost: 0 } });
  await school.isInOrder();
});

test("the holdout walks the same way and hears nothing", async () => {
  const names = Array.from({ length: 60 }, (_, n) => `s${n}`);
  const school = await begin(...names);
  await school.until(byDay(17));
  const held = await school.rows("episodes", { isHoldout: "true" });
  expect(held.length).toBeGreaterThan(0);
  expect(held.length).toBeLessThan(20);
  for (const { learner } of held) {
    const sends = await school.rows("sends", { learner: String(learner) });
    expect(new Set(sends.map(({ state }) => state))).toEqual(new Set(["withheld"]));
    expect(sends.length).toBeGreaterThan(5);
  }
  expect(await school.rows("tasks", { state: "open" })).toEqual(
    expect.not.arrayContaining([expect.objectContaining({ learner: held[0]?.learner })]),
  );
  await school.isInOrder();
});
