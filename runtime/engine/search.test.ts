// The search for learners: by id, by name, by where they stand, page by page, and never long at a time.
import { expect, test } from "vitest";
import { DAY_MS } from "#shared/kernel/duration.ts";
import { readCourses } from "./course-list.ts";
import { type SearchQuery, searchLearners } from "./search.ts";
import { finish } from "./slices.ts";
import { type EngineKit, openEngine, smallStrategy } from "./testkit.ts";

const START = Date.UTC(2026, 2, 2);
const SILENT = START + 3 * DAY_MS;

function school(): EngineKit {
  const kit = openEngine({ at: START });
  kit.settings();
  kit.publish(smallStrategy());
  const names: [string, string][] = [
    ["li-1", "李雷"],
    ["li-2", "Anna"],
    ["wu-1", "李娜"],
    ["an-1", "anton"],
    ["an-2", "Li Bo"],
  ];
  kit.log(names.map(([id, name]) => ({ is: "upsert", patch: { id, name } })));
  kit.ingest(
    names.map(([learner], index) => ({
      id: learner,
      type: "session.started",
      learner,
      at: START + index,
      course: index < 2 ? "math" : "art",
    })),
  );
  kit.ingest([{ id: "only", type: "session.started", learner: "events-only", at: START }]);
  kit.log([{ is: "optOut", learner: "an-2", channel: "all" }]);
  kit.advanceTo(SILENT - DAY_MS);
  kit.ingest([{ id: "still", type: "session.started", learner: "wu-1", at: kit.engine.now() }]);
  kit.advanceTo(SILENT + 1000);
  kit.ingest([{ id: "angry", type: "complaint.filed", learner: "li-1", at: kit.engine.now() }]);
  return kit;
}

function search(kit: EngineKit, query: Partial<SearchQuery> = {}) {
  const page = finish(searchLearners(kit.engine, { cursor: null, limit: 50, ...query }));
  if ("issue" in page) throw new Error(page.issue.code);
  return page;
}

const ids = (kit: EngineKit, query: Partial<SearchQuery> = {}) => search(kit, query).rows.map(({ id }) => id);

test("a learner is found by the start of an id or of a name, ids first, each once", () => {
  const kit = school();
  expect(ids(kit, { q: "li" })).toEqual(["li-1", "li-2", "an-2"]);
  expect(ids(kit, { q: "李" })).toEqual(["wu-1", "li-1"]);
  expect(ids(kit, { q: "AN" })).toEqual(["li-2", "an-1"]);
  expect(ids(kit, { q: "an" })).toEqual(["an-1", "an-2", "li-2"]);
  expect(ids(kit, { q: "zzz" })).toEqual([]);
  expect(ids(kit, { q: "events" })).toEqual(["events-only"]);
});

test("learners are found by where they stand", () => {
  const kit = school();
  expect(ids(kit)).toHaveLength(6);
  expect(ids(kit, { tier: "urgent" })).toEqual(["li-1"]);
  expect(ids(kit, { strategy: "small" })).toEqual(["li-1", "li-2", "an-1", "events-only"]);
  expect(ids(kit, { strategy: "none" })).toEqual([]);
  expect(ids(kit, { state: "atRisk", course: "art" })).toEqual(["an-1"]);
  expect(ids(kit, { state: "calm" })).toEqual(["wu-1"]);
  expect(ids(kit, { state: "optedOut" })).toEqual(["an-2"]);
  expect(ids(kit, { q: "li", tier: "urgent" })).toEqual(["li-1"]);
});

test("a row tells tier, courses, last activity and what is due", () => {
  const [row] = search(school(), { q: "li-1" }).rows;
  expect(row).toMatchObject({
    id: "li-1",
    name: "李雷",
    isOptedOut: false,
    courses: ["math"],
    openEpisodes: 1,
    tiers: [{ strategy: "small", subject: "", tier: "urgent", rank: 2, since: new Date(SILENT + 1000).toISOString() }],
    lastActivityAt: new Date(SILENT + 1000).toISOString(),
  });
});

test("pages follow one another without a gap or a repeat, by order, id and name", () => {
  const kit = school();
  for (const query of [{}, { q: "li" }, { q: "a" }, { state: "atRisk" as const }]) {
    const whole = ids(kit, query);
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const page = search(kit, { ...query, cursor, limit: 1 });
      found.push(...page.rows.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== null);
    expect(found).toEqual(whole);
  }
  const bad = finish(searchLearners(kit.engine, { cursor: "nonsense", limit: 1 }));
  expect(bad).toMatchObject({ issue: { code: "ledger.cursor" } });
});

test("last activity is kept over a restart, follows a merge, and goes with an erasure", () => {
  let kit = school();
  kit.log([{ is: "merge", from: "li-1", to: "wu-1" }]);
  expect(search(kit, { q: "wu-1" }).rows[0]?.lastActivityAt).toBe(new Date(SILENT + 1000).toISOString());
  kit = kit.reopen();
  expect(search(kit, { q: "wu-1" }).rows[0]?.lastActivityAt).toBe(new Date(SILENT + 1000).toISOString());
  expect(ids(kit, { q: "li-1" })).toEqual([]);
  kit.log([{ is: "erase", learner: "wu-1" }]);
  expect(ids(kit, { q: "wu" })).toEqual([]);
  expect(ids(kit, { q: "李" })).toEqual([]);
});

test("a long search rests on the way", () => {
  const kit = openEngine({ at: START });
  kit.ingest(
    Array.from({ length: 9000 }, (_, n) => ({ id: `e${n}`, type: "session.started", learner: `s${n}`, at: START })),
  );
  const steps = searchLearners(kit.engine, { cursor: null, limit: 5, tier: "watch" });
  let rests = 0;
  while (steps.next().done !== true) rests += 1;
  expect(rests).toBeGreaterThan(3);
});

test("courses are listed with the titles that the school gave them", () => {
  let kit = school();
  kit.log([{ is: "course", id: "math", title: "初中代数", startsAt: START, endsAt: null }]);
  kit.log([{ is: "course", id: "new", title: "New", startsAt: null, endsAt: null }]);
  kit = kit.reopen();
  const page = finish(readCourses(kit.engine, { cursor: null, limit: 2 }));
  expect(page).toMatchObject({
    rows: [
      { id: "art", title: null, enrolments: 3 },
      { id: "math", title: "初中代数", startsAt: new Date(START).toISOString(), enrolments: 2 },
    ],
  });
  const next = "issue" in page ? null : page.next;
  expect(finish(readCourses(kit.engine, { cursor: next, limit: 2 }))).toMatchObject({
    rows: [{ id: "new" }],
    next: null,
  });
});

test("a message prints the title that the school gave a course", () => {
  const kit = openEngine({ at: START });
  kit.settings();
  const titled = { "zh-CN": { title: "{{or course.title course.id}}", body: "x" } };
  kit.publish(
    smallStrategy({
      subject: "course",
      nodes: smallStrategy().nodes.map((node) => (node.id === "silent" ? { ...node, per: "course" } : node)),
      messages: {
        ...smallStrategy().messages,
        hello: { channel: "inapp", variants: [{ id: "a", weight: 10_000, content: titled }] },
      },
    }),
  );
  kit.log([{ is: "course", id: "math", title: "初中代数", startsAt: null, endsAt: null }]);
  kit.ingest([{ id: "e", type: "session.started", learner: "li", at: START, course: "math" }]);
  kit.ingest([{ id: "f", type: "session.started", learner: "li", at: START, course: "art" }]);
  kit.advanceTo(SILENT + 1000);
  const titles = kit.engine.db
    .sql("SELECT content FROM inbox")
    .all()
    .map((row) => JSON.parse(String(row["content"])).title);
  expect(titles.sort()).toEqual(["art", "初中代数"]);
});
