// Where the designer begins: the cache, the connection and the router, and the page they draw on.
import { takeAsked } from "./first.ts";
import "./no-jit.ts";
import { type QueryClient, QueryObserver } from "@tanstack/react-query";
import { createRouter, RouterProvider } from "@tanstack/react-router";
import { StrictMode, startTransition } from "react";
import { createRoot } from "react-dom/client";
import { type Api, createApi } from "#designer/api/client.tsx";
import { createConnection } from "#designer/api/connection.ts";
import { sessionQuery } from "#designer/api/session.tsx";
import { reportSearch } from "#designer/report/address.ts";
import { localeHere, tagOf } from "#designer/text/locale.ts";
import { Waiting } from "./gate.tsx";
import { Crashed, LostBar, NotFound } from "./lost.tsx";
import { strategyPageIn } from "./path.ts";
import { createQueryClient, Providers } from "./providers.tsx";
import { routeTree } from "./routes.tsx";

const router = createRouter({
  routeTree,
  defaultPreload: "intent",
  defaultPendingComponent: Waiting,
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: Crashed,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

/** So long the page of a slow server is waited for before its frame is drawn without it. */
const AT_MOST_MS = 1500;

/** By then the page holds what was asked for it. */
const HELD_MS = 5000;

/** Draws once and whole: a frame that is shown first is work of its own, and holds back what follows it. */
async function begin(element: HTMLElement): Promise<void> {
  const client: QueryClient = createQueryClient();
  const connection = createConnection(
    (address, request) => takeAsked(address, request) ?? fetch(address, { ...request, credentials: "same-origin" }),
  );
  const api = createApi(connection.send, tagOf(localeHere()));
  const late = new Promise((resolve) => setTimeout(resolve, AT_MOST_MS));
  await Promise.race([Promise.all([router.load(), askFirst(client, api)]), late]);
  const root = createRoot(element);
  // A page of hundreds of parts is drawn in slices, between which a hand is heard.
  startTransition(() =>
    root.render(
      <StrictMode>
        <Providers client={client} connection={connection}>
          <RouterProvider router={router} />
          <LostBar connection={connection} onBack={() => void client.invalidateQueries()} />
        </Providers>
      </StrictMode>,
    ),
  );
}

/** Asks who is signed in, and for what the page shows where that takes long to draw. */
async function askFirst(client: QueryClient, api: Api): Promise<void> {
  const at = strategyPageIn(location.pathname);
  // What only one page needs is no burden of the others.
  const [canvas, report] = [
    at?.page === "canvas" ? import("#designer/canvas/draft-query.ts") : null,
    at?.page === "report" ? import("#designer/report/report-query.ts") : null,
  ];
  await client.prefetchQuery(sessionQuery(api));
  const session = client.getQueryData(sessionQuery(api).queryKey);
  if (at === null || session?.person == null) return;
  if (canvas !== null) await held(new QueryObserver(client, (await canvas).draftQuery(api, at.strategy)));
  if (report === null) return;
  const { reportQuery } = await report;
  const search = reportSearch.parse(router.latestLocation.search);
  await held(new QueryObserver(client, reportQuery(api, at.strategy, search)));
}

/** Resolves when the answer is there, or failed; keeps it until the page can. */
function held(asked: { subscribe(hear: (now: { isPending: boolean }) => void): () => void }): Promise<void> {
  return new Promise((resolve) => {
    const forget = asked.subscribe(({ isPending }) => {
      if (!isPending) resolve();
    });
    setTimeout(forget, HELD_MS);
  });
}

const element = document.getElementById("app");
if (element !== null) void begin(element);
// The hundred slices of the font are many rules: what is painted first does not wait for them.
void import("@fontsource-variable/noto-sans-sc/wght.css");
