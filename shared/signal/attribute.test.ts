import { expect, test } from "vitest";
import { attribute } from "./attribute.ts";
import { at, readRows, rows, scene } from "./scene.ts";

const renewal = { attr: "renewalAt", op: "withinNext" as const, value: "P7D" };

test("a renewal that falls due in seven days", () => {
  const read = scene({ kind: "attribute", when: renewal }, [], { attributes: { renewalAt: "2025-03-20T00:00:00Z" } });
  const table = `
    03-12T23:59  off  -  03-13T00:00
    03-13T00:00  on   -  03-20T00:00  renewalAt=2025-03-20T00:00:00Z
    03-20T00:00  off  -  -`;
  expect(readRows(read, table)).toEqual(rows(table));
});

test("evidence names what was compared, single values only", () => {
  const when = {
    all: [
      { attr: "level", op: "ge" as const, value: 2 },
      { not: { attr: "isPaused", op: "eq" as const, value: true } },
      { attr: "tags", op: "has" as const, value: "vip" },
      {
        any: [
          { attr: "city", op: "eq" as const, value: "杭州" },
          { attr: "level", op: "eq" as const, value: 3 },
        ],
      },
    ],
  };
  const reading = scene({ kind: "attribute", when }, [], { attributes: { level: 3, tags: ["vip"], city: "上海" } })(
    at("03-01T00:00"),
  );
  expect(reading).toEqual({ isOn: true, since: null, nextAt: null, evidence: { level: 3, city: "上海" } });
});

test("evidence stops at ten values", () => {
  const names = Array.from({ length: 12 }, (_, index) => `a${index}`);
  const when = { all: names.map((attr) => ({ attr, op: "eq" as const, value: 1 })) };
  const attributes = Object.fromEntries(names.map((name) => [name, 1]));
  const { evidence } = scene({ kind: "attribute", when }, [], { attributes })(at("03-01T00:00"));
  expect(Object.keys(evidence ?? {})).toEqual(names.slice(0, 10));
});

test.each([
  [{ signal: "away" }, "attribute.onlyAttributes"],
  [{ any: [renewal, { not: { cause: "service" } }] }, "attribute.onlyAttributes"],
  [Array.from({ length: 8 }).reduce((inner) => ({ not: inner }), renewal), "condition.tooDeep"],
])("refuses %j: %s", (when, code) => {
  expect(attribute.schema.safeParse({ kind: "attribute", when }).error?.issues[0]).toMatchObject({ params: { code } });
});
