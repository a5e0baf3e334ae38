// Reports from outside: a verdict that can be told in advance, the learners behind every number, and an alarm that withdraws it.
import { expect, test } from "vitest";
import { TRIED, tryOut } from "./experiment.ts";
import { MONDAY, openSchool, type Row, type School } from "./kit.ts";

interface Arm extends Row {
  arm: string;
  matured: number;
  rates: { recovered: { x: number; n: number; rate: number | null } };
}
interface View extends Row {
  report: { arms: Arm[]; comparisons: { verdict: { kind: string; isFinal: boolean } }[]; health: Row };
  sentences: Record<string, Record<string, string>>;
}

async function tried(isBroken: boolean): Promise<School> {
  const school = await openSchool();
  const server = {
    happen: (list: Parameters<School["happen"]>) => school.happen(...list),
    until: (at: number) => school.until(new Date(at).toISOString()),
    call: (method: string, path: string, body?: unknown) => school.call(method, path, body),
  };
  await tryOut(server, MONDAY, isBroken);
  return school;
}

const experiment = (school: School) => school.call<View>("GET", "/api/reports/experiments/tried-holdout");

async function behind(school: School, query: Record<string, string>): Promise<Row[]> {
  const rows: Row[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const asked = new URLSearchParams({ limit: "200", ...query, ...(cursor === "" ? {} : { cursor }) });
    const page: { rows: Row[]; next: string | null } = await school.call("GET", `/api/reports/learners?${asked}`);
    rows.push(...page.rows);
    cursor = page.next;
  }
  return rows;
}

test("messages that bring learners back are said to, with the learners behind each number", async () => {
  const school = await tried(false);
  const { report, sentences } = await experiment(school);
  expect(report.comparisons[0]?.verdict.kind).toBe("better");
  expect(sentences.treated?.en).toMatch(
    /^This strategy brings back \d+(\.\d)? points more learners than no message \(95% CI/,
  );
  expect(sentences.treated?.["zh-CN"]).toMatch(/^本策略比不发消息多挽回/);
  for (const { arm, rates, matured } of report.arms) {
    expect(rates.recovered.n).toBe(matured);
    const all = { kind: "exposure", id: "tried-holdout", arm };
    expect(await behind(school, { ...all, counter: "recovered" })).toHaveLength(rates.recovered.x);
    expect(await behind(school, { ...all, counter: "exposed" })).toHaveLength(matured);
  }
  expect(report.arms.map(({ rates }) => rates.recovered.rate)).toEqual([
    expect.closeTo(0.3, 1),
    expect.closeTo(0.6, 1),
  ]);
  await school.isInOrder();
});

test("a strategy's report: funnel, tables by any property, a filter, a period, CSV", async () => {
  const school = await tried(false);
  const path = `/api/reports/strategies/${TRIED}`;
  const report = await school.call<Row & { funnel: { step: string; shown: { x: number; n: number } }[]; sends: Row[] }>(
    "GET",
    `${path}?by=channel`,
  );
  expect(report.sends.map(({ value }) => value)).toEqual(["inapp", "push"]);
  const sent = report.funnel.find(({ step }) => step === "sent");
  const listed = await behind(school, { kind: "send", id: TRIED, counter: "sent" });
  expect(listed).toHaveLength(sent?.shown.x ?? -1);
  const inapp = await school.call<typeof report>("GET", `${path}?cut=channel&value=inapp&by=message`);
  expect(Number(inapp.decided)).toBeLessThan(Number(report.decided));
  expect(new Set(inapp.sends.map(({ arm }) => arm))).toEqual(new Set(["a", "b"]));
  const before = await school.call<typeof report>("GET", `${path}?from=2020-01-01&to=2020-02-01`);
  expect(before.funnel.every(({ shown }) => shown.n === 0)).toBe(true);
  const csv = await school.send("GET", `${path}?by=tier&format=csv`);
  expect(csv.headers.get("content-disposition")).toContain(`report-${TRIED}.csv`);
  expect(csv.text.split("\r\n")[0]).toContain("reachOf");
  expect((await school.send("GET", `${path}?by=nonsense`)).status).toBe(422);
  expect((await school.send("GET", "/api/reports/strategies/none-such")).status).toBe(404);
});

test("a split that is broken on purpose withdraws the verdict", async () => {
  const school = await tried(true);
  const { report, sentences } = await experiment(school);
  expect(report.comparisons[0]?.verdict.kind).toBe("notTrusted");
  expect(Number(report.health.srmP)).toBeLessThan(0.01);
  expect(sentences.treated?.en).toContain("not to be trusted");
  const { experiments } = await school.call<{ experiments: Row[] }>("GET", "/api/reports/overview");
  expect(experiments.map(({ salt }) => salt).sort()).toEqual(["tried-hello", "tried-holdout"]);
});
