import { expect, test } from "vitest";
import { loginSearch, setupSearch } from "./search.ts";

test.each(["/", "/strategies?q=a", "/strategies/a/report"])("after signing in one goes on to %s", (next) => {
  expect(loginSearch.parse({ next })).toEqual({ next });
});

test.each([
  "//evil.example",
  "/\\evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  "",
  5,
])("after signing in one does not go to %s", (next) => {
  expect(loginSearch.parse({ next })).toEqual({});
});

test("the first run takes the token of a printed link", () => {
  expect(setupSearch.parse({ token: "abc", step: "begin" })).toEqual({ token: "abc", step: "begin" });
  expect(setupSearch.parse({ step: "end" })).toEqual({});
});
