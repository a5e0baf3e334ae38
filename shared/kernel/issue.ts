// An expected failure, as data: a machine-readable code with its place and numbers. The words hang on the code
// (shared/api/words.ts), so one code reads the same in every answer, page and log.

/** How much an issue weighs: an `error` stops the act, a `warning` is shown with it, an `info` explains. */
export type Severity = "error" | "warning" | "info";

/** The values that an issue's words may print. */
export type IssueParams = Record<string, string | number | boolean | null>;

/** One thing that is wrong, at one place. `path` leads from the root of the judged value to the offender. */
export interface Issue {
  code: string;
  severity: Severity;
  path: (string | number)[];
  params?: IssueParams;
}

/** An error-level issue, the common case at the edges. */
export function errorIssue(code: string, path: (string | number)[], params?: IssueParams): Issue {
  return params === undefined ? { code, severity: "error", path } : { code, severity: "error", path, params };
}

/** A text in each of the product's languages. */
export interface Words {
  "zh-CN": string;
  en: string;
}

/** A bug, not a bad input: throws with the values that break the rule. */
export function assert(condition: unknown, message: string, values?: Record<string, unknown>): asserts condition {
  if (condition) return;
  throw new Error(values === undefined ? message : `${message}: ${JSON.stringify(values)}`);
}
