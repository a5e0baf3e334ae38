// Where in the address a report's filters and its open number stand.
import { useNavigate, useSearch } from "@tanstack/react-router";
import { z } from "zod";
import { reportCuts } from "#shared/api/reports.ts";

const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .optional()
  .catch(undefined);
const cut = z.enum(reportCuts).optional().catch(undefined);

/** The search of a strategy's report; what it says wrongly is left out. `behind`: the number whose learners are shown (see `numberText`). */
export const reportSearch = z.object({
  from: date,
  to: date,
  cut,
  value: z.string().optional().catch(undefined),
  by: cut,
  behind: z.string().max(1000).optional().catch(undefined),
  how: z.string().optional().catch(undefined),
});
/** See `reportSearch`. */
export type ReportSearch = z.output<typeof reportSearch>;

/** A number of a report: whose units are counted by what, in which cell. */
export interface ReportNumber {
  readonly kind: "exposure" | "send" | "episode";
  readonly id: string;
  readonly arm: string | null;
  readonly cut: string;
  readonly value: string;
  readonly counter: string;
  readonly from: string | null;
  readonly to: string | null;
}

const text = z.string();
const parts = z.tuple([
  z.enum(["exposure", "send", "episode"]),
  text,
  text.nullable(),
  text,
  text,
  text,
  text.nullable(),
  text.nullable(),
]);

/** The number as a text of the address. */
export function numberText({ kind, id, arm, cut: of, value, counter, from, to }: ReportNumber): string {
  return JSON.stringify([kind, id, arm, of, value, counter, from, to]);
}

/** The number in such a text; null where it is none of ours. */
export function numberOf(given: string | undefined): ReportNumber | null {
  if (given === undefined) return null;
  try {
    const read = parts.safeParse(JSON.parse(given));
    if (!read.success) return null;
    const [kind, id, arm, of, value, counter, from, to] = read.data;
    return { kind, id, arm, cut: of, value, counter, from, to };
  } catch {
    return null;
  }
}

/** The address's search, and how to change parts of it. */
export function useReportSearch(): [ReportSearch, (change: Partial<ReportSearch>) => void] {
  const search = reportSearch.parse(useSearch({ strict: false }));
  const navigate = useNavigate();
  return [search, (change) => void navigate({ to: ".", search: { ...search, ...change } as never, replace: true })];
}
