// The question for a strategy's report, asked by the page and, where it is the first one, ahead of it.
import { queryOptions } from "@tanstack/react-query";
import type { Api } from "#designer/api/client.tsx";
import { getStrategyReport } from "#shared/api/reports.ts";
import type { ReportSearch } from "./address.ts";

/** The report, as the address's filters cut it. */
export function reportQuery(api: Api, id: string, { from, to, cut, value, by }: ReportSearch) {
  const query = filtersIn({ from, to, cut, value, by });
  return queryOptions({
    queryKey: ["report", id, query],
    queryFn: () => api.call(getStrategyReport, { params: { id }, query: query as never }),
  });
}

/** The filters that are set. */
export function filtersIn({ from, to, cut, value, by }: ReportSearch): Record<string, string> {
  const set = Object.entries({ from, to, cut, value, by }).filter(([, one]) => one !== undefined);
  return Object.fromEntries(set) as Record<string, string>;
}
