// Reads and changes a JSON value at a path, sharing what stays the same. An absent value is `undefined`.
import { canonicalJson } from "#shared/kernel/canonical.ts";

/** Keys and indexes from a value's root. */
export type Path = readonly (string | number)[];

/** What stands at a path. */
export function getAt(value: unknown, path: Path): unknown {
  let here = value;
  for (const key of path) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Record<string | number, unknown>)[key];
  }
  return here;
}

/**
 * The value with `next` at the path: `undefined` takes the key or the item out; what is missing on the way is made. The value itself
 * where that changes nothing.
 */
export function setAt<T>(value: T, path: Path, next: unknown): T {
  return put(value, path, next) as T;
}

function put(value: unknown, path: Path, next: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return isSame(value, next) ? value : next;
  return Array.isArray(value) ? putItem(value, Number(key), rest, next) : putField(value, String(key), rest, next);
}

function putItem(list: readonly unknown[], index: number, rest: Path, next: unknown): readonly unknown[] {
  if (!Number.isInteger(index) || index < 0 || index > list.length) return list;
  if (rest.length === 0 && next === undefined) return index < list.length ? list.toSpliced(index, 1) : list;
  const changed = put(list[index], rest, next);
  if (changed === list[index]) return list;
  return index === list.length ? [...list, changed] : list.with(index, changed);
}

function putField(value: unknown, key: string, rest: Path, next: unknown): unknown {
  const isRecord = typeof value === "object" && value !== null;
  const record = isRecord ? (value as Record<string, unknown>) : {};
  const old = Object.hasOwn(record, key) ? record[key] : undefined;
  if (next === undefined && old === undefined) return value;
  const changed = put(old, rest, next);
  if (changed === undefined) {
    const { [key]: _gone, ...others } = record;
    return others;
  }
  return isRecord && changed === old ? value : { ...record, [key]: changed };
}

/** Whether two JSON values are equal, whatever the order of their keys. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  return canonicalJson(a) === canonicalJson(b);
}
