// Shows 7 and 9: a new version that takes a node away from those who wait there, and files that survive going out and in.
import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { DAY_MS } from "#shared/kernel/duration.ts";
import { edges, fromGallery, reachable, silence } from "./drawings.ts";
import { iso, MONDAY, openSchool, pick, type Row, type School } from "./kit.ts";

const learners = ["li", "wei", "hao", "min"];

/** Version 2 of a strategy: without the day's wait. */
function withoutBreath(id: string): ReturnType<typeof silence> {
  const drawing = silence(id);
  const nodes = drawing.nodes.filter((node) => node.id !== "breath");
  return { ...drawing, nodes, edges: edges("silent.on > watch", "watch.enter > nudge", "nudge.next > ring") };
}

/** Four learners who wait in `breath` of each strategy, since Thursday at nine. */
async function waiting(...strategies: string[]): Promise<School> {
  const school = await openSchool();
  for (const id of strategies) await school.publish(silence(id));
  await school.call(
    "POST",
    "/v1/learners",
    learners.map((id) => ({ id, addresses: reachable })),
  );
  await school.happen(...learners.map((learner) => ({ type: "session.started", learner, at: MONDAY })));
  await school.until(MONDAY + 3.5 * DAY_MS);
  return school;
}

async function preview(school: School, id: string): Promise<Row> {
  await school.call("POST", "/api/strategies/import", withoutBreath(id));
  return school.call("POST", `/api/strategies/${id}/publish?preview=true`, {});
}

test("the preview counts heads by node and changes nothing", async () => {
  const school = await waiting("one");
  expect(await preview(school, "one")).toMatchObject({
    version: null,
    seq: null,
    removed: ["breath"],
    preview: { running: 4, waiting: { breath: 4 }, matching: 0 },
  });
  expect(await school.call("GET", "/api/strategies/one")).toMatchObject({ version: 1 });
  expect(await school.rows("sends", { node: "ring" })).toEqual([]);
});

test("those who wait finish on version 1, or move where they are sent, and nobody is left without a next thing", async () => {
  const school = await waiting("finish", "move", "drop");
  const publish = (id: string, running: unknown) => school.publish(withoutBreath(id), { running });
  const refused = await school.send("POST", "/api/strategies/move/publish", {
    running: { move: { breath: "nowhere" } },
  });
  expect(refused.json).toMatchObject({
    status: 422,
    code: "move.unknownNode",
    issues: [{ path: ["running", "move", "breath"] }],
  });
  expect(await publish("finish", "finish")).toMatchObject({ version: 2 });
  await publish("move", { move: { breath: "ring" } });
  await publish("drop", { move: { breath: null } });
  await school.isInOrder();

  await school.until(MONDAY + 3.5 * DAY_MS + 60_000);
  const now = iso(MONDAY + 3.5 * DAY_MS);
  const rings = await school.rows("sends", { node: "ring" });
  expect(pick(rings, "strategy", "decidedAt")).toEqual(learners.map(() => ["move", now]));
  const left = pick(await school.rows("decisions", { node: "breath" }), "strategy", "port", "reason");
  expect(new Set(left.map(String))).toEqual(new Set(["finish,,", "move,,moved", "drop,,moved"]));

  await school.until(MONDAY + 6 * DAY_MS);
  const finished = await school.rows("sends", { node: "ring", strategy: "finish" });
  expect(pick(finished, "decidedAt")).toEqual(learners.map(() => [iso(MONDAY + 4 * DAY_MS)]));
  expect(await school.rows("sends", { node: "ring", strategy: "drop" })).toEqual([]);
  const { items } = await school.call<{ items: { hash: string }[] }>("GET", "/api/strategies/finish/versions");
  const [second, first] = items.map(({ hash }) => hash);
  const versions = async (strategy: string) =>
    new Set((await school.rows("episodes", { strategy })).map(({ version }) => version));
  expect(await versions("finish")).toEqual(new Set([first]));
  expect((await versions("move")).size).toBe(1);
  expect((await versions("move")).has(first)).toBe(false);
  expect(second).not.toBe(first);

  await school.until(MONDAY + 30 * DAY_MS);
  expect(await school.rows("episodes", { isOpen: "true" })).toEqual([]);
  await school.isInOrder();
});

test("pause holds what falls due, resume goes on; observe-only withholds until it goes live", async () => {
  const school = await waiting("one");
  await school.call("POST", "/api/strategies/one/pause");
  await school.until(MONDAY + 5 * DAY_MS);
  expect(await school.rows("sends", { node: "ring" })).toEqual([]);
  await school.call("POST", "/api/strategies/one/resume", { mode: { continuePerHour: 3600 } });
  await school.until("PT1H");
  expect(await school.rows("sends", { node: "ring", state: "accepted" })).toHaveLength(4);
  await school.publish(silence("watching"), { state: "observe", enrolPerHour: 1000 });
  await school.until("PT1H");
  expect(pick(await school.rows("sends", { strategy: "watching" }), "state", "reason")).toEqual(
    learners.map(() => ["withheld", "observe"]),
  );
  await school.call("POST", "/api/strategies/watching/go-live");
  await school.until("P1D");
  expect(pick(await school.rows("sends", { strategy: "watching", node: "ring" }), "state")).toEqual(
    learners.map(() => ["accepted"]),
  );
  await school.call("POST", "/api/strategies/watching/archive");
  expect(pick(await school.rows("episodes", { strategy: "watching" }), "outcome")).toEqual(
    learners.map(() => ["void"]),
  );
  await school.isInOrder();
});

test("every strategy of the gallery goes out, in and out again byte for byte, whatever the order of its keys", async () => {
  const [school, other] = [await openSchool(), await openSchool()];
  const folder = new URL("../../shared/strategy/gallery/", import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  expect(names.length).toBeGreaterThanOrEqual(12);
  for (const name of names) {
    const drawing = fromGallery(name.replace(".json", ""));
    const exported = async (from: School) => (await from.send("GET", `/api/strategies/${drawing.id}/export`)).text;
    await school.call("POST", "/api/strategies/import", drawing);
    const first = await exported(school);
    expect(JSON.parse(first)).toEqual(drawing);
    await school.call("POST", "/api/strategies/import", first);
    expect(await exported(school)).toBe(first);
    await other.call("POST", "/api/strategies/import", Object.fromEntries(Object.entries(drawing).reverse()));
    expect(await exported(other)).toBe(first);
    const [one, two] = await Promise.all([school, other].map((each) => each.publish(drawing)));
    expect(one?.hash).toBe(two?.hash);
    expect((await school.send("GET", `/api/strategies/${drawing.id}/export?version=1`)).text).toBe(first);
  }
});
