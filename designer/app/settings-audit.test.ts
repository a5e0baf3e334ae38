import { expect, test } from "vitest";
import { auditQuery, auditSearch } from "./settings-audit.ts";

test("days of the school's zone are asked for as instants, the last one whole", () => {
  const search = auditSearch.parse({ actor: "person/1", from: "2026-03-02", to: "2026-03-03" });
  expect(auditQuery(search, "Asia/Shanghai")).toEqual({
    actor: "person/1",
    from: "2026-03-01T16:00:00.000Z",
    to: "2026-03-03T16:00:00.000Z",
    limit: 50,
  });
});

test("what an address says wrongly is left out", () => {
  expect(auditSearch.parse({ from: "yesterday", to: "2026-02-30", act: "", object: 7 })).toEqual({});
});
