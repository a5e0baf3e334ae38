// The designer's reads over HTTP: live counts and their stream, the overview, the shell, learners and trails, tasks, quarantine, courses.
import { beforeEach, expect, test } from "vitest";
import { complain, createKit, type Kit, NOW, SENT_AT } from "./testkit.ts";

type Row = Record<string, unknown>;

let kit: Kit;
beforeEach(async () => {
  kit = await createKit();
});

async function json(path: string, method = "GET", body?: unknown): Promise<Row> {
  return (await (await kit.call(method, path, body)).json()) as Row;
}

test("a strategy's live counts are told, for all versions and for one, and who is at a node", async () => {
  await complain(kit);
  const live = await json("/api/strategies/careful/live");
  expect(live).toMatchObject({
    strategy: "careful",
    version: null,
    state: "live",
    openEpisodes: 1,
    nodes: {
      angry: { entered: 1, here: null },
      urgent: { entered: 1, here: 1 },
      note: { left: { next: 1 } },
      call: { here: 1 },
    },
    stalled: { stop: null, overdueSince: null },
  });
  expect(await json("/api/strategies/careful/live?version=none")).toMatchObject({ version: "none", nodes: {} });
  expect(await json("/api/strategies/nothing/live")).toMatchObject({ status: 404, code: "strategy.unknown" });
  expect(await json("/api/strategies/careful/nodes/call/people")).toMatchObject({
    rows: [{ learner: "li", name: "李雷", tier: "urgent", send: { state: "accepted" } }],
    next: null,
  });
  expect(await json("/api/strategies/careful/nodes/call/people?cursor=x")).toMatchObject({ code: "ledger.cursor" });
});

test("the stream tells all counts, then what changed, and resumes without repeating itself", async () => {
  await complain(kit);
  const stream = await kit.call("GET", "/api/strategies/careful/live/stream");
  expect(stream.headers.get("Content-Type")).toContain("text/event-stream");
  const hear = reader(stream);
  const snapshot = await hear();
  expect([snapshot.event, (snapshot.data["nodes"] as Row)["call"]]).toEqual([
    "snapshot",
    { entered: 1, here: 1, left: {} },
  ]);
  const at = new Date(SENT_AT).toISOString();
  await json("/v1/events", "POST", { id: "angry2", type: "complaint.filed", learner: "wu", at });
  const change = await hear();
  expect([change.event, Object.keys(change.data["nodes"] as Row).sort()]).toEqual([
    "change",
    ["angry", "call", "mail", "note", "urgent"],
  ]);
  expect(change.data).toMatchObject({ openEpisodes: 2, nodes: { call: { entered: 2, here: 2 } } });
  const again = await kit.call("GET", "/api/strategies/careful/live/stream", undefined, { "Last-Event-ID": change.id });
  const hearAgain = reader(again);
  await json("/v1/events", "POST", { id: "angry3", type: "complaint.filed", learner: "bo", at });
  expect((await hearAgain()).event).toBe("change");
  expect((await hear()).data).toMatchObject({ openEpisodes: 3 });
  kit.live.close();
});

test("a page of tasks hears when one arises and when one is taken, and that once however many there were", async () => {
  const hear = reader(await kit.call("GET", "/api/tasks/stream"));
  expect((await hear()).event).toBe("open");
  await complain(kit);
  expect((await hear()).event).toBe("change");
  const { rows } = (await json("/api/tasks")) as { rows: Row[] };
  const at = new Date(SENT_AT).toISOString();
  await json("/v1/events", "POST", { id: "angry2", type: "complaint.filed", learner: "wu", at });
  await json(`/api/tasks/${rows[0]?.["send"]}/claim`, "POST", {});
  expect((await hear()).event).toBe("change");
  expect(((await json("/api/tasks")) as { rows: Row[] }).rows.map(({ state }) => state).sort()).toEqual([
    "claimed",
    "open",
  ]);
  expect(kit.live.taskHearerCount).toBe(1);
  kit.live.close();
  await expect(hear()).rejects.toThrow("the stream ended");
  expect(kit.live.taskHearerCount).toBe(0);
});

/** Reads a stream event by event. */
function reader(response: Response): () => Promise<{ event: string; id: string; data: Row }> {
  const source = (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return async () => {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end !== -1) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, "m").exec(block)?.[1] ?? "";
        if (!block.startsWith(":"))
          return { event: field("event"), id: field("id"), data: JSON.parse(field("data")) as Row };
      } else {
        const { value, done } = await source.read();
        if (done) throw new Error("the stream ended");
        text += value;
      }
    }
  };
}

test("the overview and the state of the installation are told, with who stopped the sends", async () => {
  await complain(kit);
  expect(await json("/api/overview")).toMatchObject({
    zone: "Asia/Shanghai",
    learners: 1,
    openEpisodes: 1,
    today: { date: "2026-03-02", opened: 1, tiers: [{ strategy: "careful", tier: "urgent", inTier: 1, opened: 1 }] },
    tasks: { open: 1, claimed: 0, overdue: 0 },
  });
  expect(await json("/api/system")).toMatchObject({
    version: "1.2.3",
    isReady: true,
    isTest: true,
    stop: null,
    clock: { isSuspect: false },
    learners: 1,
    strategies: [{ id: "careful", state: "live" }],
  });
  await json("/api/stop", "POST", { isStopped: true });
  const { stop, disk, log } = await json("/api/system");
  expect(stop).toMatchObject({
    reason: "stoppedByPerson",
    by: expect.stringMatching(/^key\//),
    at: expect.any(String),
  });
  expect([(disk as Row)["totalBytes"], (log as Row)["bytes"]].every((bytes) => Number(bytes) > 0)).toBe(true);
});

test("learners are searched, and a wrong question is refused", async () => {
  await complain(kit);
  await json("/v1/learners/wu", "PUT", { name: "Wu" });
  expect(await json("/api/learners?q=w")).toMatchObject({
    rows: [{ id: "wu", name: "Wu", openEpisodes: 0 }],
    next: null,
  });
  expect(await json("/api/learners?tier=urgent")).toMatchObject({ rows: [{ id: "li", tiers: [{ tier: "urgent" }] }] });
  expect(await json("/api/learners?nonsense=1")).toMatchObject({ status: 422 });
  expect(await json("/api/learners?cursor=x")).toMatchObject({ status: 422, code: "ledger.cursor" });
});

test("a learner's trail is told page by page, newest first", async () => {
  await complain(kit);
  const first = await json("/api/learners/li/trail?limit=5");
  expect((first["rows"] as Row[]).length).toBe(5);
  const rows: Row[] = [...(first["rows"] as Row[])];
  for (let next = first["next"]; next !== null; ) {
    const page = await json(`/api/learners/li/trail?limit=5&cursor=${String(next)}`);
    rows.push(...(page["rows"] as Row[]));
    next = page["next"];
  }
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  const mail = rows.find(({ kind, refs }) => kind === "send.settled" && (refs as Row)["node"] === "mail");
  expect(mail?.["params"]).toMatchObject({ transport: "sandbox", content: { subject: "Sorry" } });
  expect(rows.at(-1)).toMatchObject({ kind: "profile", at: new Date(NOW).toISOString() });
  expect(await json("/api/learners/li/trail?groups=events")).toMatchObject({ rows: [{ kind: "event" }], next: null });
  expect(await json("/api/learners/li/trail?groups=nonsense")).toMatchObject({ status: 422 });
  expect(await json("/api/learners/li/trail?cursor=x")).toMatchObject({ code: "ledger.cursor" });
  expect(await json("/api/learners/nobody/trail")).toMatchObject({ status: 404, code: "learner.unknown" });
});

test("a task is listed, read, noted and handed on", async () => {
  const { call } = await complain(kit);
  expect(await json("/api/tasks?state=open&group=coach")).toMatchObject({
    rows: [{ send: call, learner: "li", learnerName: "李雷", team: "coach", isOverdue: false }],
  });
  await json(`/api/tasks/${call}/claim`, "POST");
  expect(await json("/api/tasks?mine=true")).toMatchObject({ rows: [{ send: call, state: "claimed" }] });
  expect(await json(`/api/tasks/${call}/note`, "POST", { note: "no answer" })).toEqual({ ok: true });
  expect(await json(`/api/tasks/${call}/assign`, "POST", { to: "person/wang" })).toEqual({ ok: true });
  expect(await json("/api/tasks?mine=true")).toMatchObject({ rows: [] });
  expect(await json(`/api/tasks/${call}`)).toMatchObject({
    task: { claimedBy: "person/wang" },
    outcomes: ["reached"],
    acts: [{ act: "claim" }, { act: "note", note: "no answer" }, { act: "assign", to: "person/wang" }],
    learner: { id: "li" },
    cause: { tier: "urgent" },
    messages: expect.arrayContaining([expect.objectContaining({ kind: "send.settled" })]),
  });
  expect(await json("/api/tasks/99")).toMatchObject({ status: 404, code: "task.unknown" });
  expect(await (await kit.call("GET", "/api/tasks?format=csv")).text()).toContain("coach");
});

test("what was refused is told in words, mended and sent in again, or put aside", async () => {
  const at = new Date(NOW).toISOString();
  const items = [
    { id: "a", type: "session.started", learner: "li", at: "yesterday" },
    { id: "b", type: "session.started", learner: "", at },
  ];
  await json("/v1/events", "POST", items);
  const { rows } = (await json("/api/quarantine?state=open")) as { rows: Row[] };
  expect(rows).toMatchObject([
    { kind: "rejected", code: "event.learner", state: "open", canRetry: true },
    {
      code: "event.at",
      reason: { en: expect.any(String), "zh-CN": expect.any(String) },
      payload: JSON.stringify(items[0]),
    },
  ]);
  const [second, first] = rows.map(({ id }) => String(id));
  expect(await json(`/api/quarantine/${first}/retry`, "POST")).toMatchObject({ status: 400, code: "event.at" });
  const mended = JSON.stringify({ ...items[0], at });
  expect(await json(`/api/quarantine/${first}/retry`, "POST", { payload: mended })).toMatchObject({
    isDuplicate: false,
  });
  expect(kit.events()).toMatchObject([{ id: "a", at }]);
  expect(await json(`/api/quarantine/${first}/retry`, "POST")).toMatchObject({
    status: 409,
    code: "quarantine.resolved",
  });
  expect(await json(`/api/quarantine/${second}/discard`, "POST", { reason: "test data" })).toMatchObject({
    seq: expect.any(Number),
  });
  const after = (await json("/api/quarantine")) as { rows: Row[] };
  const states = after.rows.map(({ code, state, by }) => [code, state, by !== null]);
  expect(states).toContainEqual(["event.learner", "discarded", true]);
  expect(states).toContainEqual(["event.at", "retried", true]);
  const audit = (await json("/api/audit")) as { rows: Row[] };
  expect(audit.rows.map(({ act }) => act)).toEqual(expect.arrayContaining(["quarantine.retry", "quarantine.discard"]));
  expect(await json("/api/quarantine/999/discard", "POST")).toMatchObject({ status: 404, code: "quarantine.unknown" });
  expect(await json("/api/overview")).toMatchObject({
    quarantine: after.rows.filter(({ state }) => state === "open").length,
  });
});

test("a course gets a title, which messages print", async () => {
  expect(await json("/v1/courses/math", "PUT", { title: "初中代数", startsAt: "2026-03-01T00:00:00Z" })).toMatchObject({
    seq: expect.any(Number),
  });
  expect(await json("/v1/courses/math", "PUT", { title: "" })).toMatchObject({ status: 422 });
  expect(await json("/api/courses")).toMatchObject({
    rows: [{ id: "math", title: "初中代数", startsAt: "2026-03-01T00:00:00.000Z", enrolments: 0 }],
  });
});
