// Reasons have words in both languages; what stands behind a colon is kept.
import { expect, test } from "vitest";
import { reasonWords, wordsOfReason } from "./words-reason.ts";

test("a reason is told in both languages, with what stands behind it", () => {
  expect(wordsOfReason("quietHours")).toEqual({ "zh-CN": "免打扰时段", en: "Quiet hours" });
  expect(wordsOfReason("churn:enrolment.withdrawn").en).toBe("Left (enrolment.withdrawn)");
  expect(wordsOfReason("retry:503")["zh-CN"]).toContain("503");
  expect(wordsOfReason("unheardOf")).toEqual({ "zh-CN": "unheardOf", en: "unheardOf" });
});

test("no reason lacks a language", () => {
  for (const [reason, words] of Object.entries(reasonWords))
    expect([reason, words["zh-CN"] !== "", words.en !== ""]).toEqual([reason, true, true]);
});
