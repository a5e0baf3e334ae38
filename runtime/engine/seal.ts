// Seals: what a value that stands in the store is compared with later, to tell whether it changed by itself. The text of a row is made
// twice, here from the values that are written and by the store from those that stand there, and both are the same bytes.
import { hash, randomUUID } from "node:crypto";
import { crc32 } from "node:zlib";
import type { Value } from "#runtime/store/engine-db.ts";

/** Between two values of a row, and in the place of none; no ledger's value holds them. */
const UNIT = "\u001f";
const NONE = "\u0001";

/** A payload's digest, and the salt without which nobody can tell from the digest what the payload was. */
export interface Seal {
  salt: string;
  digest: string;
}

/** Seals a payload that may be erased: with the salt gone, the digest says nothing. */
export function sealOf(payload: string): Seal {
  const salt = randomUUID(); // 122 random bits, drawn many at a time
  return { salt, digest: digestOf(salt + payload) };
}

/** SHA-256 as base64url. */
export function digestOf(text: string | Uint8Array): string {
  return hash("sha256", text, "base64url");
}

/** CRC-32 of a row, of its values or of its text. */
export function checksumOf(row: readonly Value[] | Uint8Array): number {
  return crc32(row instanceof Uint8Array ? row : row.map((value) => value ?? NONE).join(UNIT));
}

/** The same text as an expression of the store. It is read as bytes: the driver ends the process at a text that is not UTF-8. */
export function rowText(columns: readonly string[]): string {
  return columns.map((column) => `coalesce(${column}, char(1))`).join(" || char(31) || ");
}

/** Whether a value has become bytes, which its text does not show: the kind of a value can change by itself too. */
export function isBytes(columns: readonly string[]): string {
  return `'blob' IN (${columns.map((column) => `typeof(${column})`).join(", ")})`;
}

/** A value that was read as bytes. */
export function bytesOf(value: unknown): Uint8Array {
  return value === null || value === undefined ? new Uint8Array() : new Uint8Array(value as ArrayBuffer);
}

/** Bytes as text, whatever they are. */
export function textOfBytes(value: unknown): string {
  return new TextDecoder().decode(bytesOf(value));
}
