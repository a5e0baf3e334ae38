// Signed tokens of tracking links: what they name travels in them, a keyed hash keeps it from being changed, and they hold no URL.
// HMAC-SHA-256 (RFC 2104) cut to 128 bits, base64url without padding (RFC 4648, 5).
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { assert } from "#shared/kernel/issue.ts";

/** What a token is for: `o` open, `c` click, `u` unsubscribe, `l` landing page, `i` inbox. */
export type TokenKind = "o" | "c" | "u" | "l" | "i";

/** What a token says: its kind, the send key or learner, an optional extra name (which link), an optional expiry (UTC ms). */
export interface TokenPayload {
  k: TokenKind;
  s: string;
  x?: string;
  e?: number;
}

/** Bounds: characters of `s` and `x` (UTF-16 units), bytes of the signature, characters of a token, bytes of a secret. */
export const tokenLimits = { nameChars: 256, macBytes: 16, tokenChars: 6400, secretBytes: 16 } as const;

const PURPOSE = utf8ToBytes("winback.token/1|"); // a secret used elsewhere signs nothing here
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const PAYLOAD = /^([oculi]):([^:]{1,2304}):([^:]{0,2304}):(0|[1-9a-z][0-9a-z]{0,10})?$/;

/**
 * The token of a payload. `s`, and `x` where given, are well-formed text of 1 to 256 characters; `e` a whole number >= 0. Throws on
 * anything else and on a secret under 16 bytes: these are bugs of the caller.
 */
export function signToken(secret: Uint8Array, payload: TokenPayload): string {
  const { k, s, x, e } = payload;
  assert(isName(s) && (x === undefined || isName(x)), "a token names something, briefly", { chars: s.length });
  assert(e === undefined || (Number.isSafeInteger(e) && e >= 0), "a token expires at an instant", { e });
  const text = `${k}:${encodeURIComponent(s)}:${x === undefined ? "" : encodeURIComponent(x)}:${e === undefined ? "" : e.toString(36)}`;
  const body = utf8ToBytes(text);
  return toBase64Url(concatBytes(body, macOf(secret, body)));
}

/**
 * What a token says, if one of the secrets signed it and it has not expired at `nowAt` (UTC ms; valid until just before `e`); null
 * for any other text. Compares in constant time, and tries every secret whichever one fits.
 */
export function verifyToken(secrets: readonly Uint8Array[], token: string, nowAt: number): TokenPayload | null {
  const bytes = typeof token === "string" && token.length <= tokenLimits.tokenChars ? fromBase64Url(token) : null;
  if (bytes === null || bytes.length <= tokenLimits.macBytes) return null;
  const body = bytes.subarray(0, -tokenLimits.macBytes);
  const mac = bytes.subarray(-tokenLimits.macBytes);
  let fits = 0;
  for (const secret of secrets) fits |= isEqual(macOf(secret, body), mac) ? 1 : 0;
  if (fits === 0) return null;
  const payload = read(body);
  return payload?.e !== undefined && payload.e <= nowAt ? null : payload;
}

function read(body: Uint8Array): TokenPayload | null {
  const match = PAYLOAD.exec(Array.from(body, (byte) => String.fromCharCode(byte)).join(""));
  if (match === null) return null;
  const [, k, s = "", x = "", e] = match;
  const payload: TokenPayload = { k: k as TokenKind, s: decodeURIComponent(s) };
  if (x !== "") payload.x = decodeURIComponent(x);
  if (e !== undefined) payload.e = Number.parseInt(e, 36);
  return payload;
}

function isName(text: string): boolean {
  return text.length > 0 && text.length <= tokenLimits.nameChars;
}

function macOf(secret: Uint8Array, body: Uint8Array): Uint8Array {
  assert(secret.length >= tokenLimits.secretBytes, "a token's secret is long enough", { bytes: secret.length });
  return hmac(sha256, secret, concatBytes(PURPOSE, body)).subarray(0, tokenLimits.macBytes);
}

/** Looks at every byte, wherever the first difference is. */
function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (const [index, byte] of a.entries()) difference |= byte ^ (b[index] ?? 0);
  return difference === 0;
}

function toBase64Url(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
    const group = (a << 16) | (b << 8) | c;
    const chars = Math.min(bytes.length - at, 3) + 1;
    for (let index = 0; index < chars; index += 1) text += DIGITS.charAt((group >> (18 - 6 * index)) & 63);
  }
  return text;
}

/** Null for anything but the one canonical form, so that a token has exactly one spelling. */
function fromBase64Url(text: string): Uint8Array | null {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let group = 0;
  let bits = 0;
  let count = 0;
  for (const char of text) {
    const digit = DIGITS.indexOf(char);
    if (digit === -1) return null;
    group = ((group << 6) | digit) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[count] = group >> bits;
      count += 1;
      group &= (1 << bits) - 1;
    }
  }
  return bits < 6 && group === 0 ? bytes : null;
}
