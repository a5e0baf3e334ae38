// What can go wrong in reading a school's files (place: [file, line]) or in replaying it ([route]), and the sentence for each.
import type { Issue, Words } from "#shared/kernel/issue.ts";
import { errorIssue } from "#shared/kernel/issue.ts";

/** The languages a text is written in. */
export type Locale = keyof Words;

const TEXTS: Record<string, Words> = {
  fileMissing: { "zh-CN": "没有这个文件", en: "the file is missing" },
  fileUnreadable: { "zh-CN": "文件无法读取（{reason}）", en: "the file cannot be read ({reason})" },
  fileTwice: { "zh-CN": "同一张表出现了两次", en: "the same table is there twice" },
  columnMissing: { "zh-CN": "缺少列 {column}", en: "column {column} is missing" },
  rowLength: {
    "zh-CN": "这一行只有 {found} 列，应有 {expected} 列",
    en: "the row has {found} fields instead of {expected}",
  },
  cellInvalid: {
    "zh-CN": "{column} 的值“{value}”无效，应为{expected}",
    en: "{column} is “{value}”, expected {expected}",
  },
  rowTwice: { "zh-CN": "{column} {value} 出现了两次", en: "{column} {value} is there twice" },
  referenceUnknown: { "zh-CN": "{column} {value} 在 {table} 中不存在", en: "{column} {value} is not in {table}" },
  serverUnreachable: {
    "zh-CN": "服务器在 60 秒内没有恢复（{reason}）",
    en: "the server did not come back within 60 s ({reason})",
  },
  requestRefused: {
    "zh-CN": "服务器拒绝了请求：{status} {detail}",
    en: "the server refused the request: {status} {detail}",
  },
  answerUnreadable: { "zh-CN": "无法理解服务器的回答：{detail}", en: "the server's answer makes no sense: {detail}" },
};

/** Carries an issue from deep inside a file up to `readSchool`, which gives it back as data. */
export class BadFile extends Error {
  readonly issue: Issue;

  constructor(code: string, path: (string | number)[], params: Record<string, string | number> = {}) {
    super(`${code} at ${path.join(":")}`);
    this.issue = errorIssue(code, path, params);
  }
}

/** One line for people: `studentVle.csv:17: sum_click is “x”, expected a whole number`. */
export function replayIssueText(issue: Issue, locale: Locale): string {
  const words = TEXTS[issue.code]?.[locale] ?? issue.code;
  const text = words.replace(/\{(\w+)\}/g, (_, name: string) => String(issue.params?.[name] ?? ""));
  return `${issue.path.join(":")}: ${text}`;
}
