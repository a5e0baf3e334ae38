import { expect, test } from "vitest";
import type { TrailKind, TrailRow } from "#shared/api/trail.ts";
import { byDay, groupsOf, readLearner, withoutEchoes } from "./learner.ts";

const row = (kind: TrailKind, at: string, decision?: string): TrailRow => ({
  id: `${kind} ${at}`,
  at,
  kind,
  params: {},
  refs: decision === undefined ? {} : { decision },
});

test("rows are grouped by the school's day", () => {
  const rows = [
    row("event", "2026-03-05T17:00:00Z"),
    row("event", "2026-03-05T16:30:00Z"),
    row("event", "2026-03-05T15:00:00Z"),
  ];
  expect(byDay(rows, "Asia/Shanghai").map(({ day, rows }) => [day, rows.length])).toEqual([
    ["2026-03-06", 2],
    ["2026-03-05", 1],
  ]);
});

test("a decision that was carried out at once is told once, one that was held is told twice", () => {
  const now = "2026-03-05T01:00:00Z";
  const rows = [
    row("send.decided", now, "1"),
    row("send.settled", now, "1"),
    row("send.decided", now, "2"),
    row("send.settled", "2026-03-05T02:00:00Z", "2"),
  ];
  expect(withoutEchoes(rows).map(({ kind, refs }) => [kind, refs.decision])).toEqual([
    ["send.settled", "1"],
    ["send.decided", "2"],
    ["send.settled", "2"],
  ]);
});

test("an address names known groups only; none means all", () => {
  expect(groupsOf({ groups: "tiers,nonsense,messages" })).toEqual(["tiers", "messages"]);
  expect(groupsOf({ groups: "nonsense" })).toHaveLength(8);
  expect(groupsOf({})).toHaveLength(8);
});

test("a profile is read with what is there", () => {
  const bare = readLearner({ id: "li", profile: {}, episodes: [], enrolments: [], attributes: {} });
  expect(bare).toMatchObject({ id: "li", name: null, addresses: [], guardian: null, isOptedOut: false });
  const full = readLearner({
    id: "li",
    profile: { name: "李", consent: { sms: false }, guardian: { name: "母", addresses: { sms: "1" } } },
    attributes: { tags: ["a", "b"] },
    episodes: [{ strategy: "s", tier: "t", endedAt: null, isHoldout: true }],
  });
  expect(full).toMatchObject({
    name: "李",
    consent: { sms: false },
    guardian: { name: "母", addresses: [["sms", "1"]] },
    attributes: [["tags", "a, b"]],
    episodes: [{ isOpen: true, isHoldout: true }],
  });
});
