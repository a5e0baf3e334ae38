// Who is behind the ids that tasks and acts carry: the school's people by name; a machine by its own id.
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
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

/** Asks for the people again, once, where one of `actors` is a person whom the answer does not know: somebody who came to the school since. */
export function useNewcomers(actors: readonly (string | null)[]): void {
  const client = useQueryClient();
  const { data } = useQuery(colleaguesQuery(useApi()));
  const known = new Set(data?.items.map(({ actor }) => actor));
  const strangers = actors.filter((one) => one?.startsWith("person/") === true && !known.has(one));
  const names = data === undefined ? "" : [...new Set(strangers)].sort().join(" ");
  useEffect(() => {
    if (names !== "") void client.invalidateQueries({ queryKey: ["colleagues"] });
  }, [client, names]);
}

/** What the words of a trail depend on. */
export function useSpeech(): Speech {
  const zone = useZone();
  const actor = useActor();
  return useMemo(() => ({ zone, actor }), [zone, actor]);
}
