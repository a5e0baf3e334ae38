// The question for the draft of a strategy, asked by the page and, before its code is there, ahead of it.
import { queryOptions } from "@tanstack/react-query";
import type { Api } from "#designer/api/client.tsx";
import { readStrategy } from "#shared/api/strategies.ts";

/** The draft with its revision. */
export function draftQuery(api: Api, id: string) {
  return queryOptions({
    queryKey: ["strategy", id, "draft"],
    queryFn: () => api.call(readStrategy, { params: { id } }),
    // The page works on its own copy; a later answer must not take it away.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}
