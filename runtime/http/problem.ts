// Answers that are no success: problem details in the caller's language. A handler returns a `Refused`; only the app's edge turns
// it into a response.
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { EngineRefused } from "#runtime/engine/protocol.ts";
import { isFull } from "#runtime/store/engine-db.ts";
import type { Problem, ProblemIssue } from "#shared/api/problem.ts";
import { sentence, sentenceOf } from "#shared/api/words.ts";
import type { Issue } from "#shared/kernel/issue.ts";
import type { Locale } from "#shared/signal/words.ts";
import type { AppContext } from "./deps.ts";

/** Why a request was not done. */
export class Refused {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly issues: readonly Issue[];
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    status: ContentfulStatusCode,
    code: string,
    issues: readonly Issue[] = [],
    headers: Readonly<Record<string, string>> = {},
  ) {
    this.status = status;
    this.code = code;
    this.issues = issues;
    this.headers = headers;
  }
}

/** A refusal. */
export function refuse(
  status: ContentfulStatusCode,
  code: string,
  issues?: readonly Issue[],
  headers?: Record<string, string>,
): Refused {
  return new Refused(status, code, issues, headers);
}

/** An issue with its words. */
export function worded(issue: Issue, locale: Locale): ProblemIssue {
  const { code, path, severity } = issue;
  return { code, path: [...path], message: sentence(issue, locale), ...(severity === "error" ? {} : { severity }) };
}

/** The response of a refusal. */
export function problem(c: AppContext, { status, code, issues, headers }: Refused): Response {
  const locale = c.get("locale");
  const [only] = issues;
  const title = sentenceOf(code, locale, only?.code === code ? only.params : undefined);
  const body: Problem = {
    type: `urn:winback:problem:${code}`,
    title,
    status,
    code,
    issues: issues.map((issue) => worded(issue, locale)),
    requestId: c.get("requestId"),
  };
  return c.body(JSON.stringify(body), status, {
    "Content-Type": "application/problem+json; charset=utf-8",
    "Content-Language": locale,
    ...headers,
  });
}

const RETRY_SECONDS = { overloaded: "1", diskFull: "10", stopping: "5", stopped: "30" } as const;

/** What the engine's refusal means to a caller: come back later. */
export function refusedBy({ reason }: EngineRefused): Refused {
  return refuse(reason === "overloaded" ? 429 : 503, `engine.${reason}`, [], { "Retry-After": RETRY_SECONDS[reason] });
}

/** The answer to anything thrown: a refusal of the engine, or a bug that is logged and kept to ourselves. */
export function thrown(c: AppContext, error: unknown, log: (error: unknown) => void): Response {
  if (error instanceof EngineRefused) return problem(c, refusedBy(error));
  if (isFull(error)) return problem(c, refusedBy(new EngineRefused("diskFull")));
  log(error);
  return problem(c, refuse(500, "server.fault"));
}
