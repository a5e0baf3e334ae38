// What a name from outside may look like: ids of events, learners and courses, and the slugs made from foreign names.
import { sha256Hex } from "#shared/kernel/canonical.ts";

/** The longest id of an event, learner or course, in UTF-16 units. */
export const MAX_ID_CHARS = 200;

/**
 * Whether a value may serve as an id: 1 to 200 UTF-16 units, no control characters (U+0000..1F, U+7F..9F), no lone surrogate,
 * so that it survives UTF-8, headers and CSV unchanged.
 */
export function isId(value: unknown): value is string {
  if (typeof value !== "string") return false;
  const length = value.length;
  if (length === 0 || length > MAX_ID_CHARS) return false;
  for (let index = 0; index < length; index += 1) {
    const unit = value.charCodeAt(index);
    if (unit < 0x20) return false;
    if (unit < 0x7f) continue;
    if (unit < 0xa0) return false;
    if (unit < 0xd800 || unit > 0xdfff) continue;
    if (unit > 0xdbff) return false;
    index += 1; // a high half needs its low half; NaN past the end fails as well
    if (!((value.charCodeAt(index) & 0xfc00) === 0xdc00)) return false;
  }
  return true;
}

/** Whether a value is a JSON object as JSON.parse makes it: no array, no null, no class instance. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** ASCII snake_case of a foreign name: "Lesson Completed" and "lessonCompleted" give `lesson_completed`. "" where nothing is left. */
export function slug(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_|_$/g, "");
}

const MAX_SLUG_CHARS = 48;

/**
 * The event type `custom.…` of a foreign name. A name whose slug loses letters (any beyond ASCII) or length gets eight digits of
 * its SHA-256, so that two names never fall together: "完课" gives `custom.u_…`.
 */
export function customType(name: string, prefix = ""): string {
  const base = slug(name);
  const isWhole = base !== "" && base.length <= MAX_SLUG_CHARS && !/[^\x20-\x7e]/.test(name);
  if (isWhole) return `custom.${prefix}${base}`;
  const stem = base.slice(0, MAX_SLUG_CHARS - 9) || "u";
  return `custom.${prefix}${stem}_${sha256Hex(name).slice(0, 8)}`;
}
