// What the publish and version panels ask the server.
import { type QueryClient, queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useDeferredValue, useMemo } from "react";
import { type Api, useApi } from "#designer/api/client.tsx";
import { useCanvas } from "#designer/canvas/canvas-context.tsx";
import { draftQuery } from "#designer/canvas/draft-query.ts";
import { type Draft, readDraft } from "#designer/document/draft.ts";
import { listVersions, publishStrategy, readStrategy, readVersion } from "#shared/api/strategies.ts";
import type { Running } from "#shared/flow/input.ts";
import { type Change, diffStrategies } from "#shared/strategy/diff.ts";
import type { Strategy } from "#shared/strategy/document.ts";

const ASK_EVERY_MS = 700;

/** What the publisher chose. */
export interface Choice {
  readonly state: "live" | "observe";
  readonly running: Running;
  readonly enrolPerHour: number | null;
}

/** The strategy as it stands on the server. */
export function useStanding(id: string) {
  const api = useApi();
  const client = useQueryClient();
  const { queryKey } = draftQuery(api, id);
  return useQuery({
    // The page has just asked for the draft, which tells it too.
    initialData: () => client.getQueryData(queryKey),
    initialDataUpdatedAt: () => client.getQueryState(queryKey)?.dataUpdatedAt,
    queryKey: ["strategy", id, "standing"],
    queryFn: async () => {
      const { state, version, revision } = await api.call(readStrategy, { params: { id } });
      return { state, version, revision };
    },
  });
}

/**
 * What publishing the draft would do, with its hash on the server; asked again until that is `hash`, the draft seen here. Nothing is
 * asked while that cannot be read (null).
 */
export function usePreview(id: string, hash: string | null) {
  const api = useApi();
  return useQuery({
    queryKey: ["strategy", id, "preview", hash],
    queryFn: () => api.call(publishStrategy, { params: { id }, query: { preview: "1" }, body: {} }),
    enabled: hash !== null,
    refetchInterval: ({ state }) => (state.data?.hash === hash ? false : ASK_EVERY_MS),
    retry: 3,
  });
}

/** What changed from a version to the draft as it is drawn now, saved or not. */
export function useChanges(before: Draft | null): readonly Change[] | null {
  const draft = useDeferredValue(useCanvas(({ history }) => history.present));
  return useMemo(
    () => (before === null ? null : diffStrategies(before as unknown as Strategy, draft as unknown as Strategy)),
    [before, draft],
  );
}

/** The published versions, newest first. */
export function useVersions(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: ["strategy", id, "versions"],
    queryFn: () => api.call(listVersions, { params: { id } }),
  });
}

/** A version's document; it never changes. */
export function versionQuery(api: Api, id: string, number: number | null) {
  return queryOptions({
    queryKey: ["strategy", id, "version", number],
    queryFn: async (): Promise<Draft | null> => {
      const answer = await api.call(readVersion, { params: { id, number: number ?? 0 } });
      const read = readDraft(answer.document);
      return "draft" in read ? read.draft : null;
    },
    enabled: number !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Asks anew for all that a publish changes. */
export function refreshStrategy(client: QueryClient, id: string): Promise<unknown> {
  return Promise.all([
    client.invalidateQueries({ queryKey: ["strategy", id] }),
    client.invalidateQueries({ queryKey: ["strategies"] }),
  ]);
}
