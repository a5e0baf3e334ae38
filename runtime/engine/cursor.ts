// Cursors: the key of the last row that was looked at, as a text that nobody outside reads.
import type { Value } from "#runtime/store/engine-db.ts";
import { errorIssue, type Issue } from "#shared/kernel/issue.ts";

/** The text of a key. */
export function encodeCursor(key: readonly Value[]): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

/** The key in a cursor, null where the text is none of ours. */
export function decodeCursor(text: string): Value[] | null {
  try {
    const key: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    const isKey =
      Array.isArray(key) && key.length > 0 && key.every((part) => typeof part === "number" || typeof part === "string");
    return isKey ? (key as Value[]) : null;
  } catch {
    return null;
  }
}

/** The key of a cursor whose parts are of these types; null where none was given, an issue where it is none of ours. */
export function keyOfCursor(
  text: string | null,
  types: readonly ("number" | "string")[],
): { key: Value[] | null } | { issue: Issue } {
  if (text === null) return { key: null };
  const key = decodeCursor(text);
  const isOurs =
    key !== null && key.length === types.length && key.every((part, index) => typeof part === types[index]);
  return isOurs ? { key } : { issue: errorIssue("ledger.cursor", ["cursor"]) };
}
