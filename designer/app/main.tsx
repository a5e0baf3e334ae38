// Where the designer begins: the cache, the connection and the router, and the page they draw on.
import { takeAsked } from "./first.ts";
import "./no-jit.ts";
import type { QueryClient } from "@tanstack/react-query";
import { createRouter, RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { type Api, createApi } from "#designer/api/client.tsx";
import { createConnection } from "#designer/api/connection.ts";
import { sessionQuery } from "#designer/api/session.tsx";
import { localeHere, tagOf } from "#designer/text/locale.ts";
import { Waiting } from "./gate.tsx";
import { Crashed, LostBar, NotFound } from "./lost.tsx";
import { strategyIn } from "./path.ts";
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

/** Draws once and whole: a frame that is shown first is work of its own, and holds back what follows it. */
async function begin(element: HTMLElement): Promise<void> {
  const client: QueryClient = createQueryClient();
  const connection = createConnection(
    (address, request) => takeAsked(address, request) ?? fetch(address, { ...request, credentials: "same-origin" }),
  );
  const api = createApi(connection.send, tagOf(localeHere()));
  const late = new Promise((resolve) => setTimeout(resolve, AT_MOST_MS));
  await Promise.race([Promise.all([router.load(), askFirst(client, api)]), late]);
  createRoot(element).render(
    <StrictMode>
      <Providers client={client} connection={connection}>
        <RouterProvider router={router} />
        <LostBar connection={connection} onBack={() => void client.invalidateQueries()} />
      </Providers>
    </StrictMode>,
  );
}

/** Asks who is signed in, and for what a canvas draws. */
async function askFirst(client: QueryClient, api: Api): Promise<void> {
  const strategy = strategyIn(location.pathname);
  // What only one page needs is no burden of the others.
  const ahead = strategy === null ? null : import("./ahead.ts");
  await client.prefetchQuery(sessionQuery(api));
  const session = client.getQueryData(sessionQuery(api).queryKey);
  if (strategy !== null && session?.person != null) await (await ahead)?.holdDraft(client, api, strategy);
}

const element = document.getElementById("app");
if (element !== null) void begin(element);
// The hundred slices of the font are many rules: what is painted first does not wait for them.
void import("@fontsource-variable/noto-sans-sc/wght.css");
