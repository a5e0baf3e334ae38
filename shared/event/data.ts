// The `data` of an event, walked once: bounded in depth, size and keys before anything keeps it or hashes it.
import { errorIssue, type Issue } from "#shared/kernel/issue.ts";
import { isRecord } from "./text.ts";

/**
 * Bounds of `data`: nesting (data itself is 1), keys at all levels together, one key's length, and characters when written as
 * JSON (a near count: numbers as 8, no escapes).
 */
export const DATA_BOUNDS = { depth: 8, keys: 200, keyChars: 200, chars: 16_384 } as const;

interface Tally {
  keys: number;
  chars: number;
}

/**
 * The first thing wrong with `data`, with its path below `data`; null where it may be kept. Codes: event.data (not an object),
 * event.dataKey (`__proto__`, `constructor`, `prototype` at any depth, or too long), event.dataValue (not JSON, or a number
 * past the range of a double), event.dataDepth, event.dataKeys, event.dataSize.
 */
export function checkData(data: unknown): Issue | null {
  return isRecord(data) ? walkRecord(data, 1, { keys: 0, chars: 2 }) : errorIssue("event.data", []);
}

function walk(value: unknown, depth: number, tally: Tally): Issue | null {
  switch (typeof value) {
    case "string":
      tally.chars += value.length + 2;
      break;
    case "number":
      if (!Number.isFinite(value)) return errorIssue("event.dataValue", [], { type: "number" });
      tally.chars += 8;
      break;
    case "boolean":
      tally.chars += 5;
      break;
    case "object":
      if (value !== null) return walkNested(value, depth + 1, tally);
      tally.chars += 4;
      break;
    default:
      return errorIssue("event.dataValue", [], { type: typeof value });
  }
  return oversize(tally);
}

function oversize(tally: Tally): Issue | null {
  return tally.chars > DATA_BOUNDS.chars ? errorIssue("event.dataSize", [], { maxChars: DATA_BOUNDS.chars }) : null;
}

function walkNested(value: object, depth: number, tally: Tally): Issue | null {
  if (depth > DATA_BOUNDS.depth) return errorIssue("event.dataDepth", [], { maxDepth: DATA_BOUNDS.depth });
  tally.chars += 2;
  if (Array.isArray(value)) return oversize(tally) ?? walkArray(value, depth, tally);
  if (isRecord(value)) return oversize(tally) ?? walkRecord(value, depth, tally);
  return errorIssue("event.dataValue", [], { type: "object" });
}

function walkArray(items: readonly unknown[], depth: number, tally: Tally): Issue | null {
  for (let index = 0; index < items.length; index += 1) {
    tally.chars += 1;
    const issue = walk(items[index], depth, tally);
    if (issue !== null) return within(issue, index);
  }
  return null;
}

function walkRecord(record: Readonly<Record<string, unknown>>, depth: number, tally: Tally): Issue | null {
  for (const key of Object.keys(record)) {
    if (isForbidden(key)) return errorIssue("event.dataKey", [key.slice(0, DATA_BOUNDS.keyChars)]);
    tally.keys += 1;
    if (tally.keys > DATA_BOUNDS.keys) return errorIssue("event.dataKeys", [], { maxKeys: DATA_BOUNDS.keys });
    tally.chars += key.length + 4;
    const issue = walk(record[key], depth, tally);
    if (issue !== null) return within(issue, key);
  }
  return null;
}

// JSON.parse makes an own `__proto__`; copying such a record by assignment would change the copy's prototype.
function isForbidden(key: string): boolean {
  return key.length > DATA_BOUNDS.keyChars || key === "__proto__" || key === "constructor" || key === "prototype";
}

function within(issue: Issue, key: string | number): Issue {
  issue.path.unshift(key);
  return issue;
}
