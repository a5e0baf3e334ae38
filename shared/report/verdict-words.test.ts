import { expect, test } from "vitest";
import type { Verdict } from "#shared/stats/verdict.ts";
import { verdictSentence } from "./verdict-words.ts";

const better: Verdict = {
  kind: "better",
  isFinal: false,
  level: 0.95,
  difference: { estimate: 0.024, low: 0.004, high: 0.038 },
  extraLearners: { estimate: 108, low: 18, high: 171 },
  learnersPerExtra: 42,
  p: 0.012,
  daysLeft: 6,
  waits: [],
  distrust: [],
  isDrifting: false,
};
const names = { treated: "B", control: null, metric: "recovered" } as const;

test("the sentence of the measurement page, and its Chinese", () => {
  expect(verdictSentence(better, names, "en")).toBe(
    "B brings back 2.4 points more learners than no message (95% CI 0.4 to 3.8), about 108 learners so far. Early look: not final.",
  );
  expect(verdictSentence(better, names, "zh-CN")).toBe(
    "B比不发消息多挽回 2.4 个百分点的学员（95% 置信区间 0.4 至 3.8），到目前为止约 108 人。这是提前查看，并非最终结论。",
  );
});

test("each of the five kinds, in both languages, with nothing left open", () => {
  const wait = { code: "learners", have: 40, need: 100 } as const;
  const verdicts: [Verdict, RegExp][] = [
    [{ ...better, isFinal: true }, /far\.$/],
    [{ ...better, kind: "worse", difference: { estimate: -0.0314, low: -0.05, high: -0.01 } }, /3\.1 points fewer/],
    [
      { ...better, kind: "noDifference", difference: { estimate: -0.0001, low: -0.004, high: 0.004 } },
      /^No difference that matters/,
    ],
    [
      { ...better, kind: "notEnough", difference: null, waits: [wait] },
      /40 matured learners of 100 needed\. About 6 more days\.$/,
    ],
    [{ ...better, kind: "notEnough", isFinal: true, daysLeft: null }, /planned learners are in/],
    [{ ...better, kind: "notTrusted", distrust: ["srm", "leak"] }, /sample ratio mismatch\)\. Learners stand/],
  ];
  for (const metric of ["recovered", "acted", "opened"] as const) {
    for (const [verdict, said] of verdicts) {
      const english = verdictSentence(verdict, { treated: "B", control: "A", metric }, "en");
      if (metric === "recovered") expect(english).toMatch(said);
      for (const text of [english, verdictSentence(verdict, { ...names, metric }, "zh-CN")])
        expect(text).not.toMatch(/[{}]|NaN|undefined|-0(\.0+)?(?![.\d])/);
    }
  }
});

test("no more decimals than the interval bears, and the level that several variants leave", () => {
  const wide = { ...better, difference: { estimate: 0.2412, low: 0.1, high: 0.38 } };
  expect(verdictSentence(wide, names, "en")).toContain("24 points more learners than no message (95% CI 10 to 38)");
  const narrow = { ...better, level: 0.9875, difference: { estimate: 0.00123, low: 0.0001, high: 0.0024 } };
  expect(verdictSentence(narrow, names, "en")).toContain(
    "0.12 points more learners than no message (98.75% CI 0.01 to 0.24)",
  );
});
