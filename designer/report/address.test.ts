import { expect, test } from "vitest";
import { numberOf, numberText, reportSearch } from "./address.ts";

test("a number in the address is read back as it was written, whatever its value holds", () => {
  const number = {
    kind: "exposure",
    id: "s",
    arm: "b",
    cut: "tierChannel",
    value: 'a\n"b',
    counter: "recovered",
    from: null,
    to: "2026-03-02",
  } as const;
  expect(numberOf(numberText(number))).toEqual(number);
});

test("an address that says something wrong shows no number", () => {
  expect(["", "{", "[1]", '["exposure"]'].map(numberOf)).toEqual([null, null, null, null]);
  expect(reportSearch.parse({ from: "yesterday", cut: "shoe" })).toEqual({});
});
