// A page of rows as a spreadsheet's file, with a link to the next one (RFC 8288).
import { csvOf } from "./csv-write.ts";
import type { AppContext } from "./deps.ts";
import { maskFor } from "./mask.ts";

/** The response. `query` is what was asked; the link asks the same of the next page. */
export function pageAsCsv(
  c: AppContext,
  name: string,
  query: Readonly<Record<string, unknown>>,
  page: { rows: readonly object[]; next: string | null },
): Response {
  const headers: Record<string, string> = {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": `attachment; filename="${name}.csv"`,
  };
  if (page.next !== null) {
    const { cursor: _cursor, format, limit, ...filters } = query;
    const asked = Object.entries({ ...filters, format, limit, cursor: page.next });
    const parts = asked.flatMap(([key, value]): [string, string][] =>
      value === undefined ? [] : [[key, String(value)]],
    );
    headers.Link = `<${c.req.path}?${new URLSearchParams(parts)}>; rel="next"`;
  }
  const rows = maskFor(c.get("principal"), "ledgers", page.rows) as Record<string, unknown>[];
  return c.body(csvOf(rows), 200, headers);
}
