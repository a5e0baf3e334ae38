// Who is behind the ids that tasks and acts carry: the school's people by name; a machine by its own id.
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type Api, useApi } from "#designer/api/client.tsx";
import { useSession, useZone } from "#designer/api/session.tsx";
import { listColleagues } from "#shared/api/tasks.ts";
import type { Speech } from "./entry-parts.ts";

/** The question for the school's people. */
export function colleaguesQuery(api: Api) {
  return queryOptions({ queryKey: ["colleagues"], queryFn: () => api.call(listColleagues), staleTime: 60_000 });
}

/** The name behind an id such as `person/…`. */
export function useActor(): (by: string) => string {
  const { data } = useQuery(colleaguesQuery(useApi()));
  const { person } = useSession();
  return useMemo(() => {
    const names = new Map(data?.items.map(({ actor, name }) => [actor, name]));
    names.set(`person/${person.id}`, person.name);
    return (by) => names.get(by) ?? by.replace(/^(?:person|key|learner)\//, "");
  }, [data, person]);
}

/** What the words of a trail depend on. */
export function useSpeech(): Speech {
  const zone = useZone();
  const actor = useActor();
  return useMemo(() => ({ zone, actor }), [zone, actor]);
}
