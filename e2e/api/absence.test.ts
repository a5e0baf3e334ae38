// Shows 3: absence is decided at its instant, to the millisecond, and never before.
import { expect, test } from "vitest";
import { DAY_MS } from "#shared/kernel/duration.ts";
import { silence } from "./drawings.ts";
import { iso, MONDAY, openSchool, pick } from "./kit.ts";

test("a learner silent since t is decided as of t + 3 days, not a millisecond earlier", async () => {
  const school = await openSchool();
  await school.publish(silence("quiet"));
  const last = { li: MONDAY + 250, wei: MONDAY + 61_007 };
  await school.until(MONDAY + 120_000);
  await school.happen(
    { type: "session.started", learner: "li", at: last.li },
    { type: "session.started", learner: "wei", at: last.wei },
  );
  await school.until(last.li + 3 * DAY_MS - 1);
  expect(await school.rows("decisions")).toEqual([]);
  expect(await school.rows("timers", { learner: "li" })).toMatchObject([{ dueAt: iso(last.li + 3 * DAY_MS) }]);
  await school.until(last.li + 3 * DAY_MS);
  expect(pick(await school.rows("decisions", { kind: "tier" }), "at")).toEqual([[iso(last.li + 3 * DAY_MS)]]);
  await school.until(last.wei + 3 * DAY_MS + 1000);
  const decided = await school.rows("decisions", { kind: "tier", learner: "wei" });
  expect(pick(decided, "at", "evidence")).toEqual([
    [iso(last.wei + 3 * DAY_MS), { silent: expect.objectContaining({ since: iso(last.wei + 3 * DAY_MS) }) }],
  ]);
  const nudges = await school.rows("sends", { node: "nudge" });
  expect(pick(nudges, "state", "decidedAt")).toEqual([
    ["accepted", iso(last.li + 3 * DAY_MS)],
    ["accepted", iso(last.wei + 3 * DAY_MS)],
  ]);
  for (const { acceptedAt, decidedAt } of nudges) {
    expect(Date.parse(String(acceptedAt)) - Date.parse(String(decidedAt))).toBeLessThan(1000);
  }
});

test("one who comes back just in time is never decided; one who was away while the server was down is decided as of then", async () => {
  const school = await openSchool();
  await school.publish(silence("quiet"));
  await school.happen(
    { type: "session.started", learner: "li", at: MONDAY },
    { type: "session.started", learner: "wei", at: MONDAY },
  );
  await school.until(MONDAY + 3 * DAY_MS - 1);
  await school.happen({ type: "session.started", learner: "li", at: MONDAY + 3 * DAY_MS - 1 });
  await school.stop("SIGKILL");
  await school.start();
  await school.until(MONDAY + 5 * DAY_MS);
  expect(pick(await school.rows("decisions", { kind: "tier" }), "keyText", "at")).toEqual([
    [expect.stringContaining("/wei/"), iso(MONDAY + 3 * DAY_MS)],
  ]);
  await school.isInOrder();
});
