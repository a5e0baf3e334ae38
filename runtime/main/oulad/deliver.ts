// Delivers one request for certain: the same bytes again, with the same ids, after a lost connection (once the server says
// it is ready) or a request to come back later. Ids make that safe: what had arrived is answered as a duplicate.
import type { Issue } from "#shared/kernel/issue.ts";
import { errorIssue } from "#shared/kernel/issue.ts";
import type { Answer, Connection, Outgoing, Sent } from "./client.ts";

/** Time as the caller lives it: a monotonic clock in ms, and a way to wait. */
export interface Pace {
  now(): number;
  pause(ms: number): Promise<unknown>;
}

/** The text of a 2xx answer, or why there is none. `retryCount` counts the requests sent again. */
export type Delivery = { ok: true; text: string; retryCount: number } | { ok: false; issue: Issue; retryCount: number };

const READY_WITHIN_MS = 60_000;
const READY_EVERY_MS = 250;
const LATER_MS = 1000;
const LATER_AT_MOST_MS = 30_000;
const RETRIES_AT_MOST = 100;
const DETAIL_LENGTH = 300;
const READY: Outgoing = { path: "/readyz", contentType: null, body: null };

/** Sees a request through to an answer. `first` is its first sending, already under way. */
export async function deliver(connection: Connection, outgoing: Outgoing, first: Sent, pace: Pace): Promise<Delivery> {
  let sent = first;
  for (let retryCount = 0; ; retryCount++) {
    const answer = await sent.answer;
    if (isGood(answer)) return { ok: true, text: answer.text, retryCount };
    const canRetry = retryCount < RETRIES_AT_MOST && (await becameReady(connection, answer, pace));
    if (!canRetry) return { ok: false, issue: explain(outgoing, answer), retryCount };
    sent = connection.send(outgoing);
  }
}

/** Whether a request was carried out. */
export function isGood(answer: Answer): answer is Extract<Answer, { ok: true }> {
  return answer.ok && answer.status >= 200 && answer.status < 300;
}

async function becameReady(connection: Connection, answer: Answer, pace: Pace): Promise<boolean> {
  if (!answer.ok) return waitUntilReady(connection, pace);
  if (answer.status !== 429 && answer.status !== 503) return false;
  await pace.pause(Math.min(answer.retryAfterMs ?? LATER_MS, LATER_AT_MOST_MS));
  return true;
}

async function waitUntilReady(connection: Connection, pace: Pace): Promise<boolean> {
  const deadline = pace.now() + READY_WITHIN_MS;
  while (pace.now() < deadline) {
    await pace.pause(READY_EVERY_MS);
    const answer = await connection.send(READY).answer;
    if (answer.ok && answer.status === 200) return true;
  }
  return false;
}

function explain(outgoing: Outgoing, answer: Answer): Issue {
  if (!answer.ok) return errorIssue("serverUnreachable", [outgoing.path], { reason: answer.reason });
  const params = { status: answer.status, detail: answer.text.slice(0, DETAIL_LENGTH) };
  return errorIssue("requestRefused", [outgoing.path], params);
}
