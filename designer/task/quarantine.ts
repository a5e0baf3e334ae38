// The quarantine as data: its pages, and how an item's text reads.
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { Api } from "#designer/api/client.tsx";
import { addressOf } from "#shared/api/client.ts";
import type { AnswerOf } from "#shared/api/contract.ts";
import { listQuarantine } from "#shared/api/quarantine.ts";
import type { QuarantineSearch } from "./search.ts";

/** An item. */
export type QuarantineRow = AnswerOf<typeof listQuarantine>["rows"][number];

function askedBy({ state, ...rest }: QuarantineSearch) {
  const named = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return { state: state ?? ("open" as const), ...named };
}

/** The question for the items that a search shows, page by page, newest first. */
export function quarantineQuery(api: Api, search: QuarantineSearch) {
  return infiniteQueryOptions({
    queryKey: ["quarantine", search],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      api.call(listQuarantine, {
        query: { ...askedBy(search), limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) },
      }),
    getNextPageParam: ({ next }) => next,
  });
}

/** Where the same list is as a file. */
export function quarantineCsv(search: QuarantineSearch): string {
  return addressOf(listQuarantine.path, {}, { ...askedBy(search), format: "csv" });
}

/** JSON with its parts on lines of their own; any other text as it is. */
export function laidOut(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload; // cut, or never JSON: the person sees what came
  }
}
