// Who and what is behind the ids that tasks and trails carry: the school's people by name, a machine by its own id; strategies by their drafts.
import { queryOptions, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { type Api, useApi } from "#designer/api/client.tsx";
import { useCan, useSession, useZone } from "#designer/api/session.tsx";
import type { Draft } from "#designer/document/draft.ts";
import { namesQuery } from "#designer/report/message-name.ts";
import { listColleagues } from "#shared/api/tasks.ts";
import type { TrailRow } from "#shared/api/trail.ts";
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

/** What the words of a trail's rows depend on; `titles` are those of courses by id. */
export function useSpeech(rows: readonly TrailRow[], titles: Speech["titles"]): Speech {
  const api = useApi();
  const zone = useZone();
  const actor = useActor();
  const mayRead = useCan("read");
  const named = new Set(rows.flatMap(({ refs: { strategy = "" } }) => (strategy === "" ? [] : [strategy])));
  const strategies = mayRead ? [...named].sort() : [];
  const known = useQueries({
    queries: strategies.map((id) => namesQuery(api, id)),
    combine: (answers) => answers.map(({ data }) => data ?? null),
  });
  const drafts = useMemo(() => {
    const found = known.filter((draft) => draft !== null);
    return new Map(found.map((draft): [string, Draft] => [String(draft.id), draft]));
  }, [known]);
  return useMemo(() => ({ zone, actor, titles, drafts }), [zone, actor, titles, drafts]);
}
