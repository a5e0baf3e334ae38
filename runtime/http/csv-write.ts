// Rows to CSV (RFC 4180) with a byte order mark, so that a spreadsheet reads the Chinese text, and with no cell it would run.
import { canonicalJson } from "#shared/kernel/canonical.ts";

const MARK = "\ufeff";
// What a spreadsheet takes for the start of a formula, also behind white space or as a full-width character.
const FORMULA = /^[\s\p{Cc}]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]/u;

/** A header of all columns in order of appearance, then a line for each row. Texts like formulas get an apostrophe in front. */
export function csvOf(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [
    columns.map(cellOf).join(","),
    ...rows.map((row) => columns.map((column) => cellOf(row[column])).join(",")),
  ];
  return `${MARK}${lines.join("\r\n")}\r\n`;
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = typeof value === "string" ? value : canonicalJson(value);
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
