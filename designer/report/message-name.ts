// What people know a message by: the first words it says, read from the strategy's draft; its id until then, and where the draft has it no more.
import { useQuery } from "@tanstack/react-query";
import { useApi } from "#designer/api/client.tsx";
import { firstWords } from "#designer/document/describe.ts";
import { messageAt, readDraft } from "#designer/document/draft.ts";
import { useLocale } from "#designer/text/say.tsx";
import { readStrategy } from "#shared/api/strategies.ts";

const MOST_CHARS = 40;

/** Names the messages of a strategy; null where there is none to ask about. */
export function useMessageName(strategy: string | null): (message: string) => string {
  const api = useApi();
  const locale = useLocale();
  const { data } = useQuery({
    queryKey: ["strategy", strategy, "messages"],
    queryFn: () => api.call(readStrategy, { params: { id: strategy ?? "" } }),
    enabled: strategy !== null && strategy !== "",
  });
  const read = data === undefined ? null : readDraft(data.document);
  const draft = read !== null && "draft" in read ? read.draft : null;
  return (message) => {
    const said = draft === null ? null : firstWords(messageAt(draft, message), locale);
    return said === null ? message : shortened(said);
  };
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= MOST_CHARS ? text : `${characters.slice(0, MOST_CHARS).join("")}…`;
}
