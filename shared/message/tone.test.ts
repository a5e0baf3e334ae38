import fc from "fast-check";
import { expect, test } from "vitest";
import { toneIssues } from "./tone.ts";

/** "code phrase" of each issue. */
function found(text: string): string[] {
  return toneIssues(text).map(({ code, params }) => `${code} ${params?.phrase}`);
}

test.each([
  ["您已进入预警级", "tone.riskLevel 预警级"],
  ["你的风险等级：高", "tone.riskLevel 风险等级"],
  ["你是流失用户", "tone.riskLevel 流失用户"],
  ["高危学员", "tone.riskLevel 高危"],
  ["Your churn score is 80", "tone.riskLevel churn"],
  ["You are At Risk", "tone.riskLevel At Risk"],
  ["high-risk learner", "tone.riskLevel high-risk"],
  ["urgent tier", "tone.riskLevel urgent tier"],
  ["我们快要失去你了", "tone.lost 我们快要失去你"],
  ["你即将掉队", "tone.lost 即将掉队"],
  ["We're losing you", "tone.lost We're losing you"],
  ["you are about to be lost", "tone.lost about to be lost"],
  ["再不上课就取消", "tone.threat 再不上课就"],
  ["请今天完成，否则将影响证书", "tone.threat 否则将"],
  ["将取消你的学习资格", "tone.threat 取消你的学习资格"],
  ["This is your last chance", "tone.threat last chance"],
  ["Your account will be suspended", "tone.threat Your account will be suspended"],
])("finds the tone of %s", (text, issue) => {
  expect(found(text)).toContain(issue);
});

test.each([
  "小明，你还有3章没看，今天学10分钟就能追上。",
  "时间流失得很快，休息好了再来",
  "这一课的关键是风险管理，关注老师的讲解",
  "Watch the next lesson: 10 minutes are enough.",
  "You are 3 lessons from the end. Urgent questions? Ask here.",
  "Either watch it or read it; it lasts 5 minutes.",
])("lets pass %s", (text) => {
  expect(found(text)).toEqual([]);
});

test("gives the place of each phrase, in reading order", () => {
  const issues = toneIssues("你好\n最后机会：你已是紧急级", ["messages", "m1"]);
  expect(issues).toEqual([
    {
      code: "tone.threat",
      severity: "warning",
      path: ["messages", "m1"],
      params: { phrase: "最后机会", at: 3, line: 2, column: 1 },
    },
    {
      code: "tone.riskLevel",
      severity: "error",
      path: ["messages", "m1"],
      params: { phrase: "紧急级", at: 11, line: 2, column: 9 },
    },
  ]);
});

test("finds a phrase wherever it stands", () => {
  const calm = fc.constantFrom("今天继续吗？", "。", "\n", "keep going. ", " ");
  fc.assert(
    fc.property(
      fc.array(calm),
      fc.constantFrom("高危", "后果自负", "即将失去"),
      fc.array(calm),
      (before, phrase, after) => {
        const start = before.join("");
        expect(toneIssues(start + phrase + after.join(""))).toMatchObject([{ params: { phrase, at: start.length } }]);
      },
    ),
  );
});
