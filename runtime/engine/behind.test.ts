// Learners behind a number of some days: those that the days of a whole list would leave, whatever the period.
import { expect, test } from "vitest";
import { DAY_MS } from "#shared/kernel/duration.ts";
import type { Issue } from "#shared/kernel/issue.ts";
import { countIn } from "#shared/report/cell.ts";
import { type BehindPage, type BehindQuery, type BehindRow, readBehind } from "./behind.ts";
import { finish } from "./slices.ts";
import { type EngineKit, openEngine, smallStrategy } from "./testkit.ts";

const START = Date.UTC(2026, 2, 2);
const FIRST_DAY = START / DAY_MS;

/** Learners who fall silent one after the other, over two weeks. */
function history(perDay: number): EngineKit {
  const kit = openEngine({ at: START });
  kit.settings({ zone: "America/New_York", rates: { delivered: 9000, opened: 5000, acted: 2000 } });
  kit.publish(smallStrategy());
  for (let day = 0; day < 14; day += 1) {
    const at = START + day * DAY_MS;
    const learners = Array.from({ length: perDay }, (_, n) => `s${day}-${n}`);
    kit.advanceTo(at);
    kit.ingest(learners.map((learner) => ({ id: `first-${learner}`, type: "session.started", learner, at })));
  }
  kit.advanceTo(START + 30 * DAY_MS);
  return kit;
}

function behind(kit: EngineKit, more: Partial<BehindQuery>): BehindRow[] {
  const rows: BehindRow[] = [];
  const all = { kind: "send", id: "small", arm: null, cut: "all", value: "", counter: "decided" } as const;
  for (let cursor: string | null = null; ; ) {
    const page: BehindPage | { issue: Issue } = finish(
      readBehind(kit.engine, { ...all, fromDay: 0, toDay: 1e6, limit: 5, ...more, cursor }),
    );
    if ("issue" in page) throw new Error(page.issue.code);
    rows.push(...page.rows);
    if (page.next === null) return rows;
    cursor = page.next;
  }
}

test("a period of sends has the sends of its days, at either end of a day's zone", () => {
  const kit = history(3);
  const all = behind(kit, {});
  expect(all.length).toBeGreaterThan(60);
  for (const [from, to] of [
    [0, 3],
    [4, 4],
    [5, 11],
    [12, 40],
    [20, 19],
  ] as const) {
    const [fromDay, toDay] = [FIRST_DAY + from, FIRST_DAY + to];
    const rows = behind(kit, { fromDay, toDay });
    expect(rows).toEqual(all.filter(({ day }) => day >= fromDay && day <= toDay));
  }
});

test("each counter has the sends that its cell counts", () => {
  const kit = history(3);
  for (const counter of ["sent", "delivered", "opened", "acted", "suppressed"] as const) {
    const cells = kit.engine.measures.cells.read("send", "small", { cuts: ["all"] });
    const counted = cells.reduce((sum, { cell }) => sum + countIn(cell, counter), 0);
    expect(behind(kit, { counter })).toHaveLength(counted);
  }
});

test("what lies before a period is not read", () => {
  const kit = history(20);
  const query = { kind: "send", id: "small", arm: null, cut: "all", value: "", counter: "decided" } as const;
  const restsFrom = (fromDay: number) =>
    [...readBehind(kit.engine, { ...query, fromDay, toDay: 1e6, cursor: null, limit: 10_000 })].length;
  expect(restsFrom(0)).toBeGreaterThan(0);
  expect(restsFrom(FIRST_DAY + 16)).toBe(0);
});
