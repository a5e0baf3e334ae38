import { expect, test } from "vitest";
import { countsOf, nameOf, type Summary, shown, strategiesSearch } from "./strategies.ts";

const strategy = (id: string, state: Summary["state"], day: number, name: Record<string, string>): Summary => ({
  id,
  name,
  state,
  revision: 1,
  version: null,
  updatedAt: new Date(Date.UTC(2026, 2, day)).toISOString(),
  updatedBy: "key/wb",
  updatedByName: "sync",
});

const items = [
  strategy("first-week", "draft", 1, { "zh-CN": "首周激活", en: "First week" }),
  strategy("three-tier", "live", 3, { "zh-CN": "三级流失预警" }),
  strategy("old", "archived", 4, { en: "Old week" }),
];
const ids = (found: readonly Summary[]) => found.map(({ id }) => id);

test("the list shows what is lately changed first, and archived strategies only when asked for", () => {
  expect(ids(shown(items, {}))).toEqual(["three-tier", "first-week"]);
  expect(ids(shown(items, { state: "archived" }))).toEqual(["old"]);
  expect(countsOf(items)).toEqual({ all: 2, draft: 1, live: 1, observe: 0, paused: 0, archived: 1 });
});

test.each([
  ["首周", ["first-week"]],
  ["WEEK first", ["first-week"]],
  ["three-tier", ["three-tier"]],
  ["week tier", []],
  ["  ", ["three-tier", "first-week"]],
])("searching %j by every word finds %j", (q, found) => {
  expect(ids(shown(items, { q }))).toEqual(found);
});

test("a name is in the person's language, else in the other, else the id", () => {
  expect(nameOf(strategy("a", "draft", 1, { "zh-CN": "甲", en: "A" }), "en")).toBe("A");
  expect(nameOf(strategy("a", "draft", 1, { "zh-CN": "甲" }), "en")).toBe("甲");
  expect(nameOf(strategy("a", "draft", 1, { en: "" }), "zh")).toBe("a");
});

test("an address says what is shown; what it says wrongly is left out", () => {
  expect(strategiesSearch.parse({ q: "a", state: "live", open: "new" })).toEqual({
    q: "a",
    state: "live",
    open: "new",
  });
  expect(strategiesSearch.parse({ q: 5, state: "gone", more: 1 })).toEqual({});
});
