// What experiments ask the server: whether a salt has begun and how it stands, and how many learners come in a week.
import { useQuery } from "@tanstack/react-query";
import { ProblemError, useApi } from "#designer/api/client.tsx";
import { useNow } from "#designer/api/session.tsx";
import type { AnswerOf } from "#shared/api/contract.ts";
import { getExperimentReport, getStrategyReport } from "#shared/api/reports.ts";
import { countIn } from "#shared/report/cell.ts";

const DAY_MS = 86_400_000;
const WEEKS = 4;
const WEEK_DAYS = 7;

/** An experiment that has begun. */
export type Standing = AnswerOf<typeof getExperimentReport>;

/** How the experiment of a salt stands; null before its first publish, undefined while that is not known. */
export function useExperiment(salt: string | null) {
  const api = useApi();
  return useQuery({
    queryKey: ["experiment", salt],
    queryFn: async (): Promise<Standing | null> => {
      try {
        return await api.call(getExperimentReport, { params: { salt: salt ?? "" }, query: {} });
      } catch (error) {
        if (error instanceof ProblemError && error.status === 404) return null;
        throw error;
      }
    },
    enabled: salt !== null && salt !== "",
  });
}

/** Episodes of a strategy that opened in a week, over the last four weeks; null where there were none. */
export function useTraffic(strategy: string): number | null {
  const api = useApi();
  const now = useNow();
  const from = new Date(now - WEEKS * WEEK_DAYS * DAY_MS).toISOString().slice(0, 10);
  const { data } = useQuery({
    queryKey: ["traffic", strategy, from],
    queryFn: () => api.call(getStrategyReport, { params: { id: strategy }, query: { from, by: "all" } }),
    retry: false,
  });
  const opened = data?.episodes.reduce((sum, { cell }) => sum + countIn(cell, "episodes"), 0) ?? 0;
  return opened === 0 ? null : Math.round(opened / WEEKS);
}
