// A time of day as people type it, turned into "HH:MM".

const TYPED = /^(\d{1,2})(?:[:：.]?([0-5]\d))?$/;

/** The 24-hour clock time that a text means: 9, 930, 9:30 and 21.30 are times; null for what is none. */
export function clockOf(text: string): string | null {
  const found = TYPED.exec(text.trim());
  const hour = Number(found?.[1] ?? 24);
  return hour > 23 ? null : `${String(hour).padStart(2, "0")}:${found?.[2] ?? "00"}`;
}
