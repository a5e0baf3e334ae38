// webhook: a POST signed by Standard Webhooks 1.0, at least once, under one message id however often it is tried.
import { createHmac, createSecretKey, hash, type KeyObject } from "node:crypto";
import { assert } from "#shared/kernel/issue.ts";
import type { Egress } from "./egress.ts";
import type { EgressAnswer } from "./exchange.ts";
import type { SendResult, Transport } from "./kind.ts";

const LONGEST_RETRY_AFTER_MS = 3_600_000;

/** Statuses that ask to come again, beside all of 5xx: timeout, too early, too many. */
const RETRYABLE = new Set([408, 425, 429]);

/** The message id of a send: the same on every attempt, so that a receiver can drop what it has seen. */
export function messageId(sendKey: string): string {
  return `msg_${hash("sha256", sendKey).slice(0, 32)}`;
}

const PREFIX = "whsec_";
/** Base64 with its padding (RFC 4648 section 4). */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The key of a secret: base64, with or without `whsec_`. Throws where it is none, or empty. */
export function signerOf(secret: string): KeyObject {
  const text = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret;
  assert(text !== "" && BASE64.test(text), "a secret that cannot sign", { length: text.length });
  return createSecretKey(text, "base64");
}

/** The three headers of an attempt at `at` (UTC ms); each signer adds its signature, parted by a space. */
export function signatureHeaders(
  signers: readonly KeyObject[],
  id: string,
  at: number,
  body: string,
): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const text = `${id}.${timestamp}.${body}`;
  const sign = (signer: KeyObject) => `v1,${createHmac("sha256", signer).update(text).digest("base64")}`;
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signers.map(sign).join(" ") };
}

/** The transport. `secrets` are base64, with or without `whsec_`: one, or two while a school changes them; each signs. Throws where there is none, or one is empty. */
export function createWebhook(egress: Egress, secrets: readonly string[]): Transport {
  assert(secrets.length > 0, "a webhook is signed by at least one secret");
  const signers = secrets.map(signerOf);
  return {
    id: "webhook",
    providerOf: (to) => (URL.canParse(to) ? new URL(to).origin : "webhook"),
    send: async ({ key, to, data, at }, signal) => {
      const id = messageId(key);
      const body = JSON.stringify(data);
      const headers = {
        "content-type": "application/json",
        "user-agent": "Winback",
        ...signatureHeaders(signers, id, at, body),
      };
      return classify(await egress.request({ url: to, method: "POST", headers, body }, signal), id, at);
    },
    close: () => egress.close(),
  };
}

/**
 * What an answer means for a webhook. The status alone decides: a body that is cut, endless or no JSON changes nothing. What broke off
 * after bytes were sent may have been accepted, and is sent again all the same, since the receiver knows the id.
 */
export function classify(answer: EgressAnswer, id: string, at: number): SendResult {
  if (answer.kind === "blocked") return { state: "refused", reason: answer.reason };
  if (answer.kind === "error") {
    return { state: "failed", reason: answer.reason, retryAfterMs: null, isBeforeFirstByte: answer.isBeforeFirstByte };
  }
  const { status, headers } = answer;
  if (status >= 200 && status < 300) return { state: "accepted", providerId: id };
  const reason = `http.${status}`;
  if (status < 500 && !RETRYABLE.has(status)) return { state: "refused", reason };
  const retryAfterMs = parseRetryAfter(headers["retry-after"], instantOfDate(headers.date) ?? at);
  return { state: "failed", reason, retryAfterMs, isBeforeFirstByte: false };
}

/** Retry-After in ms from `now`, 0 to one hour: seconds or an HTTP date (RFC 9110 section 10.2.3). Null where absent or neither. */
export function parseRetryAfter(text: string | undefined, now: number): number | null {
  if (text === undefined) return null;
  const at = instantOfDate(text);
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : at === null ? null : at - now;
  return ms === null ? null : Math.min(Math.max(ms, 0), LONGEST_RETRY_AFTER_MS);
}

/** The instant of an HTTP date in any of its three forms (RFC 9110 section 5.6.7); null for any other text. */
function instantOfDate(text: string | undefined): number | null {
  if (text === undefined || !/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d{2}:\d{2}:\d{2}/.test(text)) return null;
  const at = Date.parse(text.endsWith("GMT") ? text : `${text} GMT`);
  return Number.isFinite(at) ? at : null;
}
