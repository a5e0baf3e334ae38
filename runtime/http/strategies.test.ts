// A strategy's life over the API: drafted, checked, published, paused, rolled back, archived; and acts cut off in the middle.
import { beforeEach, expect, test } from "vitest";
import { listAudit } from "#runtime/store/school/audit.ts";
import { cancelIntent, openIntent, readStrategy } from "#runtime/store/school/strategies.ts";
import { DAY_MS } from "#shared/kernel/duration.ts";
import type { Strategy } from "#shared/strategy/document.ts";
import { strategyHash } from "#shared/strategy/hash.ts";
import { sampleStrategy } from "#shared/strategy/sample.ts";
import { finishIntents } from "./acts.ts";
import { createKit, type Kit, NOW } from "./testkit.ts";

let kit: Kit;
beforeEach(async () => {
  kit = await createKit();
});

type Json = Record<string, unknown>;

async function ask(
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
): Promise<[number, Json]> {
  const response = await kit.call(method, `/api/strategies${path}`, body, headers);
  return [response.status, (await response.json()) as Json];
}

const forService = (document: Strategy) => {
  document.purpose = "service";
};
const withoutSignals = (document: Strategy) => {
  document.edges = document.edges.filter(({ to }) => to !== "watch");
};

const drafted = () => ask("POST", "", sampleStrategy());
const published = async (body?: unknown) => {
  await drafted();
  return ask("POST", "/sample/publish", body);
};

test("a draft is kept, read back and replaced under its revision", async () => {
  expect(await drafted()).toEqual([201, { id: "sample", revision: 1, issues: [] }]);
  expect((await drafted())[1].code).toBe("strategy.exists");
  const changed = sampleStrategy(forService);
  expect(await ask("PUT", "/sample", changed, { "If-Match": '"1"' })).toEqual([
    200,
    { id: "sample", revision: 2, issues: [] },
  ]);
  expect((await ask("PUT", "/sample", changed, { "If-Match": '"1"' }))[0]).toBe(412);
  expect((await ask("PUT", "/sample", changed))[0]).toBe(428);
  expect((await ask("PUT", "/other", changed, { "If-Match": '"1"' }))[0]).toBe(422);
  expect(await ask("GET", "/sample")).toMatchObject([
    200,
    { revision: 2, state: "draft", version: null, document: { purpose: "service" } },
  ]);
  expect((await ask("GET", ""))[1]).toMatchObject({ items: [{ id: "sample", name: { en: "Sample" } }] });
});

test("a draft that was never published is deleted and written down; one that was is not", async () => {
  await drafted();
  expect((await kit.call("DELETE", "/api/strategies/sample")).status).toBe(204);
  expect((await ask("GET", "/sample"))[0]).toBe(404);
  expect((await ask("DELETE", "/sample"))[1].code).toBe("strategy.unknown");
  expect(await listAudit(kit.school.db, null, 1)).toMatchObject([{ act: "draft.delete", object: "strategy/sample" }]);
  await drafted();
  const begun = { do: "state", strategy: "sample", state: "live" } as const;
  const intent = await openIntent(kit.school.db, begun, "key/x", NOW);
  expect((await ask("DELETE", "/sample"))[1].code).toBe("strategy.published");
  await cancelIntent(kit.school.db, intent.id);
  await ask("POST", "/sample/publish");
  expect((await ask("DELETE", "/sample"))[1].code).toBe("strategy.published");
});

test("an unfinished draft is kept and says what it lacks; one without an id is not", async () => {
  const [status, saved] = await ask("POST", "", { format: "winback.strategy/1", id: "half" });
  expect([status, (saved.issues as Json[]).length > 3]).toEqual([201, true]);
  expect((await ask("POST", "/half/publish"))[1].code).toBe("strategy.invalid");
  expect((await ask("POST", "", { format: "winback.strategy/1" }))[1].code).toBe("strategy.noId");
});

test("export, import, export is byte-identical", async () => {
  await drafted();
  const text = await (await kit.call("GET", "/api/strategies/sample/export")).text();
  expect((await ask("POST", "/import", text))[1]).toEqual({ id: "sample", revision: 2, issues: [] });
  expect(await (await kit.call("GET", "/api/strategies/sample/export")).text()).toBe(text);
  expect((await ask("POST", "/import", { id: "x" }))[0]).toBe(422);
});

test("publishing logs the document and makes version 1", async () => {
  const [status, answer] = await published({ state: "observe", enrolPerHour: 200 });
  expect([status, answer.version, answer.hash]).toEqual([200, 1, strategyHash(sampleStrategy())]);
  expect(kit.inputs()).toEqual([
    { is: "publish", document: sampleStrategy(), state: "observe", running: "finish", enrolPerHour: 200 },
  ]);
  expect(await kit.engine.export()).toMatchObject({ strategies: [sampleStrategy()] });
  expect((await ask("GET", "/sample/versions"))[1]).toMatchObject({ items: [{ number: 1, state: "observe", seq: 1 }] });
  expect((await ask("GET", "/sample/versions/1"))[1].document).toEqual(JSON.parse(JSON.stringify(sampleStrategy())));
  expect((await ask("GET", "/sample/versions/2"))[0]).toBe(404);
});

test("a preview shows head counts and changes nothing", async () => {
  await drafted();
  const ids = ["li", "wei", "han"];
  const patches = ids.map((id) => ({ id, attributes: { status: id === "han" ? "paused" : "studying" } }));
  await kit.call("POST", "/v1/learners", patches);
  const at = new Date(NOW - 4 * DAY_MS).toISOString();
  const last = ids.map((learner) => ({ id: learner, type: "session.started", learner, at }));
  await kit.call("POST", "/v1/events", last);
  const [, answer] = await ask("POST", "/sample/publish?preview=true");
  expect(answer).toMatchObject({ version: null, seq: null, preview: { matching: 2, running: 0 }, removed: [] });
  expect([kit.inputs().map(({ is }) => is), await kit.engine.export()]).toMatchObject([
    ["upsert", "upsert", "upsert"],
    { strategies: [] },
  ]);
  expect((await ask("GET", "/sample"))[1].state).toBe("draft");
});

test("what the compiler finds wrong is not published", async () => {
  await ask("POST", "", sampleStrategy(withoutSignals));
  const [status, answer] = await ask("POST", "/sample/publish");
  expect([status, answer.code]).toEqual([422, "strategy.errors"]);
  expect(answer.issues).toMatchObject([{ code: "tier.noSignal" }]);
  const diagnostics = (await ask("POST", "/sample/compile"))[1].diagnostics as Json[];
  expect(diagnostics.filter(({ severity }) => severity === "error")).toMatchObject([
    { code: "tier.noSignal", nodeId: "watch" },
  ]);
  expect((await ask("POST", "/compile", sampleStrategy()))[1]).toMatchObject({
    issues: [],
    hash: strategyHash(sampleStrategy()),
  });
  expect((await ask("POST", "/validate", { id: 1 }))[1]).toMatchObject({ isValid: false });
});

test("a stale revision and a move to nowhere are refused", async () => {
  await drafted();
  expect((await ask("POST", "/sample/publish", { revision: 7 }))[0]).toBe(412);
  expect((await ask("POST", "/sample/publish", { running: { move: { nudge: "gone" } } }))[1].code).toBe(
    "move.unknownNode",
  );
  expect((await ask("POST", "/sample/publish", { state: "dead" }))[1]).toMatchObject({
    code: "request.invalid",
    issues: [{ code: "request.value", path: ["state"] }],
  });
});

test("pause, resume, go live and archive follow each other in order", async () => {
  await published({ state: "observe" });
  const step = async (act: string, body?: unknown) => (await ask("POST", `/sample/${act}`, body))[1];
  expect((await step("resume", { mode: "skip" })).code).toBe("strategy.notPaused");
  expect((await step("pause")).seq).toBe(2);
  expect((await step("pause")).code).toBe("strategy.notRunning");
  await step("resume", { mode: { continuePerHour: 60 } });
  expect((await ask("GET", "/sample"))[1].state).toBe("observe");
  await step("go-live");
  await step("archive");
  expect((await step("go-live")).code).toBe("strategy.archived");
  expect(kit.inputs().slice(1)).toEqual([
    { is: "pause", strategy: "sample" },
    { is: "resume", strategy: "sample", mode: { continueAt: 60 } },
    { is: "goLive", strategy: "sample" },
    { is: "archive", strategy: "sample" },
  ]);
});

test("a rollback publishes the older document as a new version, and a diff names what changed", async () => {
  await published();
  await ask("PUT", "/sample", sampleStrategy(forService), { "If-Match": '"1"' });
  expect(((await ask("GET", "/sample/diff"))[1].changes as unknown[]).length).toBe(1);
  await ask("POST", "/sample/publish");
  expect((await ask("POST", "/sample/rollback", { version: 1 }))[1]).toMatchObject({
    version: 3,
    hash: strategyHash(sampleStrategy()),
  });
  expect((await ask("GET", "/sample/diff?from=1&to=3"))[1].changes).toEqual([]);
  expect((await ask("POST", "/sample/rollback", { version: 9 }))[0]).toBe(404);
});

test("an engine that refuses leaves nothing published", async () => {
  await drafted();
  const relent = kit.refuse("log", "diskFull");
  expect((await ask("POST", "/sample/publish"))[0]).toBe(503);
  relent();
  expect((await ask("GET", "/sample/versions"))[1]).toEqual({ items: [] });
  expect(await finishIntents(kit.school, kit.engine)).toEqual({ done: 0, cancelled: 0 });
  expect(await kit.engine.export()).toMatchObject({ strategies: [] });
});

test("acts cut off by a crash are finished where the log has them and cancelled where it has not", async () => {
  await drafted();
  const document = JSON.stringify(sampleStrategy());
  const publish = { do: "publish", strategy: "sample", document, hash: "h", state: "live" } as const;
  const known = await openIntent(kit.school.db, publish, "key/1", NOW);
  await openIntent(kit.school.db, { do: "state", strategy: "sample", state: "archived" }, "key/1", NOW + 1);
  const logged = {
    is: "publish",
    document: sampleStrategy(),
    state: "live",
    running: "finish",
    enrolPerHour: null,
  } as const;
  const seq = await kit.engine.log([logged], known.id);
  expect(await finishIntents(kit.school, kit.engine)).toEqual({ done: 1, cancelled: 1 });
  expect(await readStrategy(kit.school.db, "sample")).toMatchObject({ state: "live", version: 1 });
  expect(await listAudit(kit.school.db, null, 1)).toMatchObject([
    { act: "publish", actor: "key/1", detail: { version: 1, seq } },
  ]);
  expect(await finishIntents(kit.school, kit.engine)).toEqual({ done: 0, cancelled: 0 });
});

test("a publish may run as a job that can be watched", async () => {
  await drafted();
  const [, { job }] = await ask("POST", "/sample/publish?job=true");
  const stream = await (await kit.call("GET", `/api/jobs/${job}/stream`)).text();
  expect(stream.trim().split("\n").at(-1)).toContain('"state":"done"');
  expect(await (await kit.call("GET", `/api/jobs/${job}`)).json()).toMatchObject({
    kind: "publish",
    state: "done",
    result: { version: 1, seq: 1 },
  });
});

test("settings are replaced whole and logged", async () => {
  const { settings } = (await (await kit.call("GET", "/api/settings")).json()) as { settings: Json };
  const wanted = { ...settings, schoolName: "晨光网校" };
  expect((await kit.call("PUT", "/api/settings", { ...wanted, zone: "Mars/One" })).status).toBe(422);
  expect((await kit.call("PUT", "/api/settings", wanted, { "If-Match": '"0"' })).status).toBe(200);
  expect((await kit.call("PUT", "/api/settings", wanted, { "If-Match": '"0"' })).status).toBe(412);
  expect(await kit.engine.export()).toMatchObject({ settings: wanted });
  expect(await (await kit.call("GET", "/api/settings")).json()).toEqual({ revision: 1, settings: wanted });
});

test("stop all sends is logged with who did it", async () => {
  expect((await kit.call("POST", "/api/stop", { isStopped: true })).status).toBe(200);
  expect(await kit.engine.status()).toMatchObject({ stop: "stoppedByPerson" });
  expect(await listAudit(kit.school.db, null, 1)).toMatchObject([{ act: "sends.stop", detail: { seq: 1 } }]);
});
