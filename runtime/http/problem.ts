// Answers that are no success: problem details in the caller's language. A handler returns a `Refused`; only the edges turn it into
// a response.
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

/** An answer, before it is written. */
export interface Reply {
  status: ContentfulStatusCode;
  headers: Record<string, string>;
  body: string;
}

/** The answer that a refusal is. */
export function problemReply({ status, code, issues, headers }: Refused, locale: Locale, requestId: string): Reply {
  const [only] = issues;
  const title = sentenceOf(code, locale, only?.code === code ? only.params : undefined);
  const body: Problem = {
    type: `urn:winback:problem:${code}`,
    title,
    status,
    code,
    issues: issues.map((issue) => worded(issue, locale)),
    requestId,
  };
  const own = { "Content-Type": "application/problem+json; charset=utf-8", "Content-Language": locale };
  return { status, headers: { ...own, ...headers }, body: JSON.stringify(body) };
}

/** The response of a refusal. */
export function problem(c: AppContext, refused: Refused): Response {
  const { status, headers, body } = problemReply(refused, c.get("locale"), c.get("requestId"));
  return c.body(body, status, headers);
}

const RETRY_SECONDS = { overloaded: "1", diskFull: "10", stopping: "5", stopped: "30" } as const;

/** What the engine's refusal means to a caller: come back later. */
export function refusedBy({ reason }: EngineRefused): Refused {
  return refuse(reason === "overloaded" ? 429 : 503, `engine.${reason}`, [], { "Retry-After": RETRY_SECONDS[reason] });
}

/** The answer to anything thrown: a refusal of the engine, or a bug that is logged and kept to ourselves. */
export function thrown(error: unknown, log: (error: unknown) => void): Refused {
  if (error instanceof EngineRefused) return refusedBy(error);
  if (isFull(error)) return refusedBy(new EngineRefused("diskFull"));
  log(error);
  return refuse(500, "server.fault");
}
