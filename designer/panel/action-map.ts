// The action map of a message: what is wrong, whether it is still in time, what to do and how long that takes, as text with fields. Data
// gives the sense of urgency, never a threat.
import type { Text } from "#designer/text/say.tsx";

/** One way to say one part. `text` is template source by locale. */
export interface Piece {
  readonly id: string;
  readonly label: Text;
  readonly text: { readonly "zh-CN": string; readonly en: string };
}

/** The parts, in the order in which they are read. */
export type Part = "wrong" | "inTime" | "steps";

const piece = (id: string, zh: string, en: string, zhText: string, enText: string): Piece => ({
  id,
  label: { zh, en },
  text: { "zh-CN": zhText, en: enText },
});

/** What can be said of each part. */
export const pieces: Readonly<Record<Part, readonly Piece[]>> = {
  wrong: [
    piece(
      "silent",
      "多天没有学习",
      "Days without learning",
      "{{#if evidence.days}}你已经 {{days evidence.days}} 没有学习了。{{/if}}",
      "{{#if evidence.days}}Your last lesson was {{days evidence.days}} ago. {{/if}}",
    ),
    piece(
      "behind",
      "比同期慢",
      "Behind the others",
      "{{#if cohort.behindPercent}}你的进度比同期同学慢 {{cohort.behindPercent}}%。{{/if}}",
      "{{#if cohort.behindPercent}}You are {{cohort.behindPercent}}% behind those who began with you. {{/if}}",
    ),
    piece(
      "left",
      "还剩课时",
      "Lessons left",
      '《{{or course.title "这门课"}}》还剩 {{or course.left "几"}} 节没有学。',
      '{{or course.left "A few"}} lessons of {{or course.title "your course"}} are left. ',
    ),
    piece(
      "overdue",
      "作业逾期",
      "Work overdue",
      "{{#if evidence.overdueHours}}有一份作业已经晚了 {{evidence.overdueHours}} 小时。{{/if}}",
      "{{#if evidence.overdueHours}}One task is {{evidence.overdueHours}} hours late. {{/if}}",
    ),
  ],
  inTime: [
    piece("plenty", "完全来得及", "Plenty of time", "现在回来完全来得及。", "There is plenty of time to catch up. "),
    piece(
      "week",
      "本周内来得及",
      "In time this week",
      "本周内补上，就能按计划结课。",
      "Catch up this week and you finish as planned. ",
    ),
  ],
  steps: [
    piece(
      "next",
      "看下一节",
      "Watch the next lesson",
      "今天先看完下一节：{{links.resume}}",
      "Start with the next lesson: {{links.resume}} ",
    ),
    piece(
      "review",
      "先复习再继续",
      "Review, then go on",
      "先复习上一节的要点，再做一次小练习：{{links.resume}}",
      "Review the last lesson, then try one exercise: {{links.resume}} ",
    ),
  ],
};

/** What was chosen: a piece of each part, null for none, and minutes, null for none. */
export interface Chosen extends Readonly<Record<Part, string | null>> {
  readonly minutes: number | null;
}

/** The chosen action map as template source. */
export function actionMapText(chosen: Chosen, locale: "zh-CN" | "en"): string {
  const said = (["wrong", "inTime", "steps"] as const).map(
    (part) => pieces[part].find(({ id }) => id === chosen[part])?.text[locale] ?? "",
  );
  const { minutes } = chosen;
  const long =
    minutes === null ? "" : locale === "zh-CN" ? `大约 ${minutes} 分钟。` : `It takes about ${minutes} minutes.`;
  // A link must not run into what follows it.
  const link = locale === "zh-CN" && said[2] !== "" && long !== "" ? " " : "";
  return `${said.join("")}${link}${long}`.trimEnd();
}
