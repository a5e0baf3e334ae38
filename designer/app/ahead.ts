// The draft of a canvas that is the first page, asked for before the page is drawn.
import { type QueryClient, QueryObserver } from "@tanstack/react-query";
import type { Api } from "#designer/api/client.tsx";
import { draftQuery } from "#designer/canvas/draft-query.ts";

/** By then the page holds it itself. */
const OVER_MS = 5000;

/** Asks for the draft of a strategy and keeps it until the page can take it; resolves when it is there, or failed. */
export function holdDraft(client: QueryClient, api: Api, strategy: string): Promise<void> {
  const draft = new QueryObserver(client, draftQuery(api, strategy));
  return new Promise((resolve) => {
    const forget = draft.subscribe(({ isPending }) => {
      if (!isPending) resolve();
    });
    setTimeout(forget, OVER_MS);
  });
}
