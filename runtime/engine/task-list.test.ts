// Staff's list and card: by due instant, with every filter, and all that a call needs.
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "#shared/kernel/duration.ts";
import type { TaskAct } from "./protocol.ts";
import { finish } from "./slices.ts";
import { inputsOfAct } from "./task-acts.ts";
import { readTaskCard, type TaskCard } from "./task-card.ts";
import { readTasks, type TaskQuery } from "./task-list.ts";
import { type EngineKit, openEngine, smallStrategy } from "./testkit.ts";

const START = Date.UTC(2026, 2, 2);

/** Four learners complain, one hour after another; each gets a task that is due in two days. */
function school(): EngineKit {
  const kit = openEngine({ at: START });
  kit.settings({ allowedHosts: ["crm.example"] });
  kit.publish(smallStrategy());
  kit.log([{ is: "course", id: "math", title: "初中代数", startsAt: null, endsAt: null }]);
  for (const [index, learner] of ["li", "wu", "an", "bo"].entries()) {
    kit.advanceTo(START + (index + 1) * HOUR_MS);
    kit.log([{ is: "upsert", patch: { id: learner, name: `N ${learner}`, attributes: { grade: 3 } } }]);
    kit.ingest([{ id: learner, type: "complaint.filed", learner, at: kit.engine.now(), course: "math" }]);
  }
  return kit;
}

function tasks(kit: EngineKit, query: Partial<TaskQuery> = {}) {
  const page = finish(readTasks(kit.engine, { cursor: null, limit: 50, ...query }));
  if ("issue" in page) throw new Error(page.issue.code);
  return page;
}

function who(kit: EngineKit, query: Partial<TaskQuery> = {}): (string | null)[] {
  return tasks(kit, query).rows.map(({ learner }) => learner);
}

function sendOf(kit: EngineKit, learner: string): number {
  return Number(tasks(kit, { learner }).rows[0]?.send);
}

function act(kit: EngineKit, one: TaskAct): unknown {
  const inputs = inputsOfAct(kit.engine, one);
  return typeof inputs === "string" ? inputs : kit.log(inputs) > 0;
}

function card(kit: EngineKit, learner: string): TaskCard {
  const found = finish(readTaskCard(kit.engine, sendOf(kit, learner)));
  if (found === null) throw new Error("no such task");
  return found;
}

test("tasks come by due instant, page by page, and by every filter", () => {
  const kit = school();
  act(kit, { send: sendOf(kit, "wu"), act: "claim", by: "Ms Wang" });
  act(kit, { send: sendOf(kit, "bo"), act: "finish", by: "Ms Wang", outcome: "talked" });
  expect(who(kit, { state: "working" })).toEqual(["li", "wu", "an"]);
  expect(who(kit, { state: "open" })).toEqual(["li", "an"]);
  expect(who(kit, { claimedBy: "Ms Wang", state: "claimed" })).toEqual(["wu"]);
  expect(who(kit, { state: "done" })).toEqual(["bo"]);
  expect(who(kit, { group: "coach", strategy: "small", tier: "urgent", node: "call" })).toHaveLength(4);
  expect(who(kit, { group: "sales" })).toEqual([]);
  expect(who(kit, { learner: "nobody" })).toEqual([]);
  const first = tasks(kit, { state: "working", limit: 2 });
  expect(tasks(kit, { state: "working", limit: 2, cursor: first.next }).rows.map(({ learner }) => learner)).toEqual([
    "an",
  ]);
  expect(finish(readTasks(kit.engine, { cursor: "x", limit: 1 }))).toMatchObject({ issue: { code: "ledger.cursor" } });
});

test("a claimed task past its due instant is overdue, and says that the flow went on without it", () => {
  const kit = school();
  act(kit, { send: sendOf(kit, "li"), act: "claim", by: "Ms Wang" });
  kit.advanceTo(START + 2 * DAY_MS + 90 * 60_000);
  expect(tasks(kit, { overdue: true }).rows).toMatchObject([
    { learner: "li", isOverdue: true, isLeft: true, state: "claimed", learnerName: "N li" },
  ]);
  expect(who(kit, { overdue: false })).toEqual(["wu", "an", "bo"]);
  kit.advanceTo(START + 3 * DAY_MS);
  expect(who(kit, { state: "expired" })).toEqual(["wu", "an", "bo"]);
});

test("a card tells script, cause with evidence, progress, last messages and what was done", () => {
  const kit = school();
  const send = sendOf(kit, "li");
  act(kit, { send, act: "assign", by: "Boss", to: "Ms Wang" });
  act(kit, { send, act: "note", by: "Ms Wang", note: "no answer" });
  act(kit, { send, act: "assign", by: "Ms Wang", to: "Mr Li" });
  expect(card(kit, "li")).toMatchObject({
    task: { state: "claimed", claimedBy: "Mr Li", content: { title: "Call" } },
    outcomes: ["talked"],
    acts: [
      { act: "claim", by: "Ms Wang" },
      { act: "assign", by: "Boss", to: "Ms Wang" },
      { act: "note", by: "Ms Wang", note: "no answer" },
      { act: "assign", by: "Ms Wang", to: "Mr Li" },
    ],
    learner: { id: "li", name: "N li", attributes: { grade: 3 }, enrolments: [{ course: "math", title: "初中代数" }] },
    cause: { strategy: "small", tier: "urgent", signals: [{ id: "angry", kind: "count", evidence: { count: 1 } }] },
    messages: [],
  });
  act(kit, { send, act: "finish", by: "Mr Li", outcome: "talked", note: "will be back" });
  expect(card(kit, "li").acts.at(-1)).toMatchObject({ act: "finish", outcome: "talked", note: "will be back" });
});

test("a task given to somebody stays with them when the episode ends, and an act that comes too late is refused", () => {
  const kit = school();
  const send = sendOf(kit, "li");
  act(kit, { send, act: "assign", by: "Boss", to: "Ms Wang" });
  kit.log([{ is: "optOut", learner: "li", channel: "all" }]);
  expect(tasks(kit, { learner: "li" }).rows).toMatchObject([{ state: "claimed", claimedBy: "Ms Wang", isLeft: true }]);
  act(kit, { send, act: "finish", by: "Ms Wang", outcome: "talked" });
  expect(act(kit, { send, act: "assign", by: "Boss", to: "x" })).toBe("conflict");
  expect(act(kit, { send: 1, act: "note", by: "Boss", note: "x" })).toBe("missing");
  expect(act(kit, { send, act: "note", by: "Boss", note: "afterwards" })).toBe(true);
});

test("an erased learner's task keeps its dates and loses everything said", () => {
  const kit = school();
  const send = sendOf(kit, "li");
  act(kit, { send, act: "claim", by: "Ms Wang" });
  act(kit, { send, act: "note", by: "Ms Wang", note: "private" });
  kit.log([{ is: "erase", learner: "li" }]);
  const found = finish(readTaskCard(kit.engine, send));
  expect(found).toMatchObject({ learner: null, cause: null, messages: [], task: { learner: null, learnerName: null } });
  expect(JSON.stringify(found)).not.toContain("private");
});

test("what a resume skips leaves no open task and no send that waits", () => {
  const kit = school();
  kit.log([{ is: "pause", strategy: "small" }]);
  kit.advanceTo(START + 5 * DAY_MS);
  kit.log([{ is: "resume", strategy: "small", mode: "skip" }]);
  expect(who(kit, { state: "working" })).toEqual([]);
  expect(who(kit, { state: "cancelled" })).toHaveLength(4);
});
