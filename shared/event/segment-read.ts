// The common fields of a Segment message (Segment Spec, Common Fields): its ids, its instant, and what of it stays the same
// when a library sends it again.
import { DAY_MS, MINUTE_MS } from "#shared/kernel/duration.ts";
import { parseInstant } from "./instant.ts";
import { isId } from "./text.ts";

/** A Segment message as parsed. */
export type Message = Readonly<Record<string, unknown>>;

/** What is common to the messages of one request: the client's clock when it sent, ours when it came (UTC ms). */
export interface Frame {
  sentAt: unknown;
  nowAt: number;
}

/** An id as text; whole numbers are accepted, since many libraries hand a database key through. Null where there is none. */
export function idOf(value: unknown): string | null {
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  return isId(value) ? value : null;
}

/**
 * When a message happened, UTC ms; `nowAt` where it does not say, null where what it says is no instant. The spec's clock skew rule, received -
 * (sentAt - timestamp), with two bounds: below a minute the difference is transit, not skew, and would make a repeated message look
 * changed; above a day the clocks do not compare (replayed traffic, a test clock), and the timestamp stands. A message that carries
 * `originalTimestamp` beside `timestamp` has been corrected before.
 */
export function momentOf(message: Message, { sentAt, nowAt }: Frame): number | null {
  const raw = message.timestamp ?? message.originalTimestamp ?? null;
  if (raw === null) return nowAt;
  const at = typeof raw === "string" ? parseInstant(raw) : null;
  const isCorrected = message.timestamp !== undefined && message.originalTimestamp !== undefined;
  const sent = typeof sentAt === "string" && !isCorrected ? parseInstant(sentAt) : null;
  if (at === null || sent === null) return at;
  const skewMs = nowAt - sent;
  return Math.abs(skewMs) < MINUTE_MS || Math.abs(skewMs) > DAY_MS ? at : at + skewMs;
}

/** The message without the fields that a repeat may change. */
export function bodyOf(message: Message): Record<string, unknown> {
  const body = { ...message };
  for (const key of ["sentAt", "receivedAt", "writeKey", "_metadata"]) delete body[key];
  return body;
}
