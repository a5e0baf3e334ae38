// The backtest of a strategy as a panel sees it: the job that was started last, kept while the page lives, and how far it is.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ProblemError, useApi } from "#designer/api/client.tsx";
import { type BacktestResult, cancelBacktest, readBacktest, startBacktest } from "#shared/api/backtests.ts";
import type { Given } from "#shared/api/client.ts";
import type { AnswerOf } from "#shared/api/contract.ts";

/** A job. */
export type BacktestJob = AnswerOf<typeof readBacktest>;
/** The figures of one. */
export type Backtested = BacktestResult;
/** A row of figures: a tier's, or all. */
export type BacktestRow = BacktestResult["all"];
/** What is asked for. */
export type BacktestWish = Given<typeof startBacktest>["body"];

const LOOK_EVERY_MS = 400;

/** What a panel works with. `job` is null where none was started, or it is no longer kept. */
export interface BacktestUse {
  readonly job: BacktestJob | null;
  readonly isLoading: boolean;
  readonly isGone: boolean;
  readonly error: unknown;
  readonly isStarting: boolean;
  start(wish: BacktestWish): void;
  cancel(): void;
}

/** The backtest of a strategy. */
export function useBacktest(strategy: string): BacktestUse {
  const api = useApi();
  const client = useQueryClient();
  const startedKey = ["backtest", "of", strategy];
  const started = useQuery<string | null>({
    queryKey: startedKey,
    queryFn: () => null,
    staleTime: Infinity,
    gcTime: Infinity,
  });
  const id = started.data ?? null;
  const job = useQuery({
    queryKey: ["backtest", id],
    queryFn: () => api.call(readBacktest, { params: { id: id ?? "" } }),
    enabled: id !== null,
    retry: (count, error) => !(error instanceof ProblemError) && count < 3,
    refetchInterval: ({ state: { data, error } }) => (error !== null || data?.endedAt != null ? false : LOOK_EVERY_MS),
    staleTime: Infinity,
    gcTime: Infinity,
  });
  const start = useMutation({
    mutationFn: (body: BacktestWish) => api.call(startBacktest, { body }),
    onSuccess: (made) => {
      client.setQueryData(["backtest", made.id], made);
      client.setQueryData(startedKey, made.id);
    },
  });
  const cancel = useMutation({
    mutationFn: () => api.call(cancelBacktest, { params: { id: id ?? "" } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["backtest", id] }),
  });
  const isGone = job.error instanceof ProblemError && job.error.status === 404;
  return {
    job: id === null || isGone ? null : (job.data ?? null),
    isLoading: id !== null && job.isLoading,
    isGone,
    error: start.error ?? cancel.error ?? (isGone ? null : job.error),
    isStarting: start.isPending,
    start: (wish) => start.mutate(wish),
    cancel: () => cancel.mutate(),
  };
}
