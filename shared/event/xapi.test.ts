// xAPI statements at the standard's own corners; the two senders that matter have tests of their own beside this one.
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkEvent } from "./check.ts";
import { mapXapi } from "./xapi.ts";

const NOW = Date.UTC(2026, 2, 1);

function only(statement: unknown): { id: string; event: Record<string, unknown> } {
  const mapped = mapXapi(statement, NOW);
  const item = "items" in mapped ? mapped.items[0] : undefined;
  if (item === undefined || !("event" in item)) throw new Error(JSON.stringify(mapped));
  expect(checkEvent(item.event, NOW)).toHaveProperty("event");
  return item;
}

const bare = {
  actor: { mbox: "mailto:li@example.com" },
  verb: { id: "http://adlnet.gov/expapi/verbs/experienced" },
  object: { id: "http://x.example/a" },
};

test("finds the learner in account, mail, hash and openid, in this order", () => {
  const learnerOf = (actor: unknown) => only({ ...bare, actor }).event.learner;
  const all = {
    account: { homePage: "h", name: "31" },
    mbox: "mailto:li@example.com",
    mbox_sha1sum: "ab12",
    openid: "http://id.example/li",
  };
  const { account: _, ...noAccount } = all;
  expect([
    learnerOf(all),
    learnerOf(noAccount),
    learnerOf({ mbox_sha1sum: "ab12" }),
    learnerOf({ openid: all.openid }),
  ]).toEqual(["31", "li@example.com", "ab12", all.openid]);
});

test("takes the school's own course id where Moodle is set to send it", () => {
  const object = {
    id: "https://moodle.school.example/course/view.php?id=5",
    definition: {
      type: "https://w3id.org/xapi/cmi5/activitytype/course",
      extensions: { "https://w3id.org/learning-analytics/learning-management-system/external-id": "WR-101" },
    },
  };
  expect(only({ ...bare, object }).event.course).toBe("WR-101");
});

test("finds a course in grouping, and one entry that is no array", () => {
  const course = {
    id: "http://edx.school.example/course/course-v1%3AA%2BB%2BC",
    definition: { type: "http://adlnet.gov/expapi/activities/course" },
  };
  for (const contextActivities of [{ grouping: [{ id: "x" }, course] }, { parent: course }])
    expect(only({ ...bare, context: { contextActivities } }).event.course).toBe("course-v1:A+B+C");
});

test("does not trust a known word of an unknown vocabulary", () => {
  expect(only({ ...bare, verb: { id: "https://verbs.example/completed" } }).event.type).toBe("custom.xapi_completed");
});

test("gives a statement without an id the same UUID each time, and another to another statement", () => {
  const stated = { ...bare, timestamp: "2026-02-10T00:00:00Z" };
  const { id } = only(stated);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(only({ ...stated, stored: "2026-02-11T00:00:00Z", version: "1.0.3" }).id).toBe(id);
  expect(only({ ...stated, timestamp: "2026-02-10T00:00:01Z" }).id).not.toBe(id);
});

test("judges each statement by itself and says what is wrong with it", () => {
  const wrong = [
    1,
    { ...bare, id: "7" },
    { ...bare, actor: { name: "Li" } },
    { ...bare, verb: {} },
    { ...bare, object: "x" },
    { ...bare, timestamp: "2026-02-10T00:00:00" },
    {},
  ];
  const mapped = mapXapi([bare, ...wrong], NOW);
  const codes =
    "items" in mapped
      ? mapped.items.map((item) => ("issues" in item ? item.issues.map(({ code }) => code).join(" ") : "ok"))
      : [];
  expect(codes).toEqual([
    "ok",
    "xapi.shape",
    "xapi.id",
    "xapi.actor",
    "xapi.verb",
    "xapi.object",
    "xapi.timestamp",
    "xapi.actor xapi.verb xapi.object",
  ]);
  expect(mapXapi("x", NOW)).toEqual({ issues: [{ code: "xapi.shape", severity: "error", path: [] }] });
});

test("never throws, and what it maps is an event or says why not", () => {
  const part = fc.oneof(fc.anything(), fc.constant(bare.actor), fc.constant(bare.verb), fc.constant(bare.object));
  const statement = fc.record(
    {
      actor: part,
      verb: part,
      object: part,
      context: part,
      result: part,
      timestamp: fc.constantFrom("2026-02-10T00:00:00Z", 1),
    },
    { requiredKeys: ["actor", "verb", "object"] },
  );
  fc.assert(
    fc.property(fc.oneof(statement, fc.anything()), (value) => {
      const mapped = mapXapi(JSON.parse(JSON.stringify(value) ?? "null"), NOW);
      for (const item of "items" in mapped ? mapped.items : [])
        if ("event" in item) expect(checkEvent(item.event, NOW)).toHaveProperty("event");
    }),
    { numRuns: 500 },
  );
});
