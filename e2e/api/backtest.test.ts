// A draft is run over the school's own history beside its server: figures against known withdrawals, the version in force beside it, a job that
// is watched and cancelled; and the same from the command line over files.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DAY_MS } from "#shared/kernel/duration.ts";
import { fromGallery, reachable, silence } from "./drawings.ts";
import { iso, MONDAY, openSchool, pick, type Row, type School } from "./kit.ts";
import { runWinback } from "./server.ts";

const DAYS = 40;
/** Half fall silent after day 5; of those every other leaves on day 15. */
const learners = Array.from({ length: 20 }, (_, n) => `l${n}`);
const isSilent = (n: number) => n % 2 === 0;
const isLeaving = (n: number) => n % 4 === 0;

function eventsOn(day: number): { type: string; learner: string; at: number; course: string }[] {
  const at = MONDAY + day * DAY_MS;
  return learners.flatMap((learner, n) => {
    const types = [
      ...(isSilent(n) && day > 5 ? [] : ["session.started"]),
      ...(isLeaving(n) && day === 15 ? ["enrolment.withdrawn"] : []),
    ];
    return types.map((type) => ({ type, learner, at, course: "math" }));
  });
}

async function lived(document: ReturnType<typeof silence>): Promise<School> {
  const school = await openSchool();
  await school.publish(document);
  await school.call(
    "POST",
    "/v1/learners",
    learners.map((id) => ({ id, addresses: reachable, attributes: { status: "studying" } })),
  );
  for (let day = 0; day < DAYS; day += 1) {
    await school.until(MONDAY + day * DAY_MS);
    await school.happen(...eventsOn(day));
  }
  await school.until(MONDAY + DAYS * DAY_MS);
  return school;
}

async function run(school: School, body: Row): Promise<Row & { result: Row }> {
  const { id, state } = await school.call("POST", "/api/backtests", body);
  expect(["queued", "running"]).toContain(state);
  for (;;) {
    const job = await school.call("GET", `/api/backtests/${id}`);
    if (job.endedAt !== null) return job as Row & { result: Row };
  }
}

test("the live strategy in a backtest is what the engine did, and alerts are held against who left", async () => {
  const school = await lived(fromGallery("three-tier-retention"));
  const { state, result } = await run(school, { strategy: "three-tier-retention", horizonDays: 14 });
  expect(state).toBe("done");
  const tiers = (await school.rows("decisions", { limit: "1000" })).filter(({ kind }) => kind === "tier");
  const counted = Object.fromEntries((result.tiers as Row[]).map(({ tier, alerts }) => [tier, alerts]));
  for (const tier of ["watch", "warning", "urgent"])
    expect([tier, counted[tier]]).toEqual([tier, tiers.filter((row) => row.tier === tier).length]);
  expect(tiers.length).toBeGreaterThan(20);
  const episodes = await school.rows("episodes");
  expect((result.episodes as Row).opened).toBe(episodes.length);
  expect(result.live).toMatchObject({ version: 1, onlyHere: 0, onlyThere: 0 });
  expect(result).toMatchObject({ withdrawals: 5, all: { recall: { x: 5, n: 5, rate: 1 } } });
  await school.isInOrder();
});

test("a draft is compared with the version in force, thresholds are slid, and nothing is sent or changed", async () => {
  const school = await lived(silence("quiet"));
  const before = await school.rows("sends");
  const late = silence("quiet");
  const nodes = late.nodes.map((node) => (node.id === "silent" ? { ...node, for: "P12D" } : node));
  await school.call("POST", "/api/strategies/import", { ...late, nodes });
  const threshold = { node: "silent", values: ["P3D", "P12D"] };
  const { result } = await run(school, { strategy: "quiet", horizonDays: 14, threshold });
  // Silent from day 5: three days later alerts catch who leaves on day 15, twelve days later they come too late.
  expect(result.all).toMatchObject({ alerts: 5, recall: { x: 0, n: 5 } });
  expect(result.live).toMatchObject({ version: 1, both: 5, onlyHere: 0, onlyThere: 5 });
  const rows = (result.threshold as { rows: { value: string; all: Row }[] }).rows;
  expect(rows.map(({ value, all }) => [value, all.alerts])).toEqual([
    ["P3D", 10],
    ["P12D", 5],
  ]);
  expect(pick(await school.rows("sends"), "id", "state")).toEqual(pick(before, "id", "state"));
  await school.isInOrder();
});

test("a job is cancelled, and is known as such", async () => {
  const school = await lived(silence("quiet"));
  const jobs = await Promise.all(
    Array.from({ length: 8 }, () => school.call("POST", "/api/backtests", { strategy: "quiet" })),
  );
  const last = jobs.at(-1)?.id;
  expect((await school.send("DELETE", `/api/backtests/${last}`)).status).toBe(204);
  expect(await school.call("GET", `/api/backtests/${last}`)).toMatchObject({ state: "cancelled", result: null });
  expect((await school.send("DELETE", `/api/backtests/${last}`)).status).toBe(204);
  expect((await school.send("GET", `/api/backtests/${last}`)).status).toBe(404);
});

test("the command line says the same of the same events in a file", async () => {
  const school = await lived(silence("quiet"));
  const { result } = await run(school, { strategy: "quiet", horizonDays: 14, againstLive: false });
  const [events, people, drawing] = ["events.ndjson", "people.ndjson", "quiet.json"].map((name) =>
    join(school.data, name),
  );
  const all = Array.from({ length: DAYS }, (_, day) => eventsOn(day)).flat();
  const line = (value: unknown) => `${JSON.stringify(value)}\n`;
  writeFileSync(events ?? "", all.map((one, n) => line({ ...one, id: `e${n}`, at: iso(one.at) })).join(""));
  writeFileSync(people ?? "", learners.map((id) => line({ id, addresses: reachable })).join(""));
  writeFileSync(drawing ?? "", JSON.stringify(silence("quiet")));
  const flags = ["--events", events ?? "", "--learners", people ?? "", "--horizon", "14", "--json"];
  const { code, out, err } = await runWinback(["backtest", drawing ?? "", ...flags]).ended;
  expect([code, err]).toEqual([0, ""]);
  const told = JSON.parse(out) as Row;
  expect((told.all as Row).recall).toEqual((result.all as Row).recall);
  expect((told.all as Row).alerts).toBe((result.all as Row).alerts);
  const text = await runWinback(["backtest", drawing ?? "", ...flags.slice(0, -1)]).ended;
  expect(text.out).toMatch(/known withdrawals\s+5/);
});

test("a file that cannot be read is named with its line", async () => {
  const school = await openSchool();
  const [events, drawing] = ["events.ndjson", "quiet.json"].map((name) => join(school.data, name));
  writeFileSync(drawing ?? "", JSON.stringify(silence("quiet")));
  writeFileSync(
    events ?? "",
    '{"id":"a","type":"session.started","learner":"li","at":"2026-03-02T01:00:00Z"}\nnonsense\n',
  );
  const { code, err } = await runWinback(["backtest", drawing ?? "", "--events", events ?? ""]).ended;
  expect(code).toBe(2);
  expect(err).toContain("events.ndjson:2");
});
