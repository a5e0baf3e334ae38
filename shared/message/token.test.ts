import fc from "fast-check";
import { expect, test } from "vitest";
import { signToken, type TokenPayload, tokenLimits, verifyToken } from "./token.ts";

const secret = Uint8Array.from({ length: 32 }, (_, index) => index);
const other = new Uint8Array(32).fill(7);
const NOW = Date.UTC(2026, 0, 1);

// Made with OpenSSL's HMAC through another library.
test.each([
  [{ k: "c", s: "send-1", x: "primary", e: NOW }, "YzpzZW5kLTE6cHJpbWFyeTptanVvaHMwMC0jiEodWMiX2VbswEpHxJw"],
  [{ k: "u", s: "学员/1" }, "dTolRTUlQUQlQTYlRTUlOTElOTglMkYxOjq2fL5iycli0TClbnVrHIre"],
] as [TokenPayload, string][])("signs %j as known", (payload, token) => {
  expect(signToken(secret, payload)).toBe(token);
  expect(verifyToken([secret], token, NOW - 1)).toEqual(payload);
});

const name = fc.oneof(
  fc.string({ minLength: 1, maxLength: 40 }),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
  fc.constant("学".repeat(256)),
);
const payloads: fc.Arbitrary<TokenPayload> = fc
  .tuple(fc.constantFrom("o", "c", "u", "l", "i"), name, fc.option(name), fc.option(fc.maxSafeNat()))
  .map(([k, s, x, e]) => ({ k, s, ...(x === null ? {} : { x }), ...(e === null ? {} : { e }) }) as TokenPayload);

test("says again what was signed, until it expires, under any of the secrets", () => {
  fc.assert(
    fc.property(payloads, (payload) => {
      const token = signToken(secret, payload);
      expect(token).toMatch(/^[\w-]+$/);
      expect(token.length).toBeLessThanOrEqual(tokenLimits.tokenChars);
      expect(verifyToken([other, secret], token, (payload.e ?? NOW) - 1)).toEqual(payload);
      expect(verifyToken([secret, other], token, (payload.e ?? NOW) - 1)).toEqual(payload);
      expect(verifyToken([secret], token, payload.e ?? NOW)).toEqual(payload.e === undefined ? payload : null);
      expect(verifyToken([other], token, 0)).toBeNull();
      expect(verifyToken([], token, 0)).toBeNull();
    }),
  );
});

test("refuses a token with any one character changed, added or left out", () => {
  const token = signToken(secret, { k: "u", s: "learner-1", e: NOW });
  for (let at = 0; at <= token.length; at += 1) {
    const isLast = at >= token.length - 1; // where spare bits could give one token several spellings
    for (const char of isLast
      ? "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_="
      : ["", "A", "B", "_", "=", ".", " "]) {
      for (const changed of [
        token.slice(0, at) + char + token.slice(at + 1),
        token.slice(0, at) + char + token.slice(at),
      ]) {
        if (changed !== token) expect(verifyToken([secret], changed, 0)).toBeNull();
      }
    }
  }
});

test("gives two payloads two tokens", () => {
  fc.assert(
    fc.property(payloads, payloads, (a, b) => {
      expect(signToken(secret, a) === signToken(secret, b)).toBe(JSON.stringify(a) === JSON.stringify(b));
    }),
  );
});

test("answers null to any other text", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String(), fc.string({ unit: "binary" })), (text) => {
      expect(verifyToken([secret], text, NOW)).toBeNull();
    }),
  );
  expect(verifyToken([secret], "A".repeat(10_000_000), NOW)).toBeNull();
  expect(verifyToken([secret], null as unknown as string, NOW)).toBeNull();
});

test("throws on what only a bug can ask for", () => {
  const wrong: TokenPayload[] = [
    { k: "o", s: "" },
    { k: "o", s: "x".repeat(257) },
    { k: "o", s: "x", x: "" },
    { k: "o", s: "x", e: -1 },
    { k: "o", s: "x", e: 1.5 },
    { k: "o", s: "x", e: Number.NaN },
    { k: "o", s: "\ud800" },
  ];
  for (const payload of wrong) expect(() => signToken(secret, payload)).toThrow();
  expect(() => signToken(new Uint8Array(8), { k: "o", s: "x" })).toThrow("secret");
});
