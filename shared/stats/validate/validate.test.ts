// The acceptance of measurement section 11 in small: the same simulations with fixed seeds and fewer runs, each bound wider by
// three standard errors of its size. The full size is `npm run stats:validate`.
import { describe, expect, test } from "vitest";
import { concordanceLine, coverageLines, extremesLine, publishedLine } from "./intervals.ts";
import { isMet, type Line } from "./line.ts";
import {
  clusteredLines,
  clusteredPeekLines,
  dailyLines,
  everyLearnerLines,
  familyLine,
  powerLines,
} from "./peeking.ts";
import { banditLines, fatigueLines, maturityLines, srmLines } from "./streams.ts";
import { areAllMet, columnsOf, fullComparisons, simulations, speedLines, tableOf } from "./validate.ts";

function expectMet(lines: readonly Line[]): void {
  expect(lines.filter((line) => !isMet(line)).map(columnsOf)).toEqual([]);
  expect(lines.length).toBeGreaterThan(0);
}

describe("measurement section 11, in small", { timeout: 30_000 }, () => {
  const small = { share: 0.02, seed: 1 };
  test("published values", () => expectMet([publishedLine()]));
  test("concordance", () => expectMet([concordanceLine({ ...small, share: 0.1 })]));
  test("coverage", () => expectMet(coverageLines(small)));
  test("looking after every learner", () => expectMet(everyLearnerLines(small, 1000)));
  test("looking daily", () => expectMet(dailyLines(small)));
  test("looking daily at sends of learners", () => expectMet(clusteredPeekLines(small)));
  test("power", () => expectMet(powerLines({ ...small, share: 0.05 })));
  test("sample ratio mismatch", () => expectMet(srmLines({ ...small, share: 0.005 })));
  test("sends of learners", () => expectMet(clusteredLines(small)));
  test("windows still open", () => expectMet(maturityLines(small)));
  test("bandit", () => expectMet(banditLines({ ...small, share: 0.01 })));
  test("fatigue", () => expectMet(fatigueLines(small)));
  test("variants", () => expectMet([familyLine(small)]));
  test("extreme cells", () => expectMet([extremesLine()]));
});

test("the same comparisons give the same bytes", () => {
  expect(fullComparisons(20)).toBe(fullComparisons(20));
  expect(fullComparisons(20)).not.toContain("null,null");
});

test("a line outside its bounds is said to be not met, and so is one without a number", () => {
  const line: Line = { name: "one", figure: 0.06, least: null, most: 0.054, unit: "share", runs: 10 };
  expect(columnsOf(line)).toEqual(["one", "<= 5.40 %", "6.00 % (10)", "NOT MET"]);
  expect(isMet({ ...line, figure: Number.NaN })).toBe(false);
  expect(areAllMet([{ ...line, figure: 0.01 }, line])).toBe(false);
  expect(tableOf([{ ...line, figure: 0.01 }])).toMatch(/one +<= 5\.40 % +1\.00 % \(10\) +met$/);
});

test("the speed is taken from the clock it is given", () => {
  let now = 0;
  expect(speedLines(() => (now += 70), 10)[0]).toMatchObject({ figure: 70, most: 50 });
  expect(simulations).toHaveLength(14);
});
