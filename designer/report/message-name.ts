// What people know a message by: the first words it says, read from the strategy's draft; its id until then, and where the draft has it no more.
import { queryOptions, useQuery } from "@tanstack/react-query";
import { type Api, useApi } from "#designer/api/client.tsx";
import { firstWords } from "#designer/document/describe.ts";
import { type Draft, messageAt, readDraft } from "#designer/document/draft.ts";
import type { Locale } from "#designer/text/locale.ts";
import { useLocale } from "#designer/text/say.tsx";
import { readStrategy } from "#shared/api/strategies.ts";

const MOST_CHARS = 40;

/** The question for a strategy's draft; null where it cannot be drawn. */
export function namesQuery(api: Api, strategy: string) {
  return queryOptions({
    queryKey: ["strategy", strategy, "messages"],
    queryFn: async () => {
      const read = readDraft((await api.call(readStrategy, { params: { id: strategy } })).document);
      return "draft" in read ? read.draft : null;
    },
  });
}

/** The first words of a message, shortened; null where there are none. */
export function messageName(draft: Draft, message: string, locale: Locale): string | null {
  const said = firstWords(messageAt(draft, message), locale);
  return said === null ? null : shortened(said);
}

/** Names the messages of a strategy; null where there is none to ask about. */
export function useMessageName(strategy: string | null): (message: string) => string {
  const api = useApi();
  const locale = useLocale();
  const query = namesQuery(api, strategy ?? "");
  const draft = useQuery({ ...query, enabled: strategy !== null && strategy !== "" }).data ?? null;
  return (message) => (draft === null ? null : messageName(draft, message, locale)) ?? message;
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= MOST_CHARS ? text : `${characters.slice(0, MOST_CHARS).join("")}…`;
}
