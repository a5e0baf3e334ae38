// Where the designer begins: the cache, the connection and the router, and the page they draw on.
import "./no-jit.ts";
import { type QueryClient, usePrefetchQuery } from "@tanstack/react-query";
import { createRouter, RouterProvider } from "@tanstack/react-router";
import { lazy, StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { useApi } from "#designer/api/client.tsx";
import { createConnection } from "#designer/api/connection.ts";
import { sessionQuery } from "#designer/api/session.tsx";
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

// What only one page needs is no burden of the others.
const Ahead = lazy(async () => ({ default: (await import("./ahead.tsx")).Ahead }));

function begin(element: HTMLElement): void {
  const client: QueryClient = createQueryClient();
  const connection = createConnection((address, request) => fetch(address, { ...request, credentials: "same-origin" }));
  const isCanvas = strategyIn(location.pathname) !== null;
  createRoot(element).render(
    <StrictMode>
      <Providers client={client} connection={connection}>
        <AskFirst />
        <Suspense fallback={null}>{isCanvas && <Ahead />}</Suspense>
        <RouterProvider router={router} />
        <LostBar connection={connection} onBack={() => void client.invalidateQueries()} />
      </Providers>
    </StrictMode>,
  );
}

/** Asks who is signed in while the files of the page are still on their way. */
function AskFirst() {
  usePrefetchQuery(sessionQuery(useApi()));
  return null;
}

const element = document.getElementById("app");
if (element !== null) begin(element);
// The hundred slices of the font are many rules: what is painted first does not wait for them.
void import("@fontsource-variable/noto-sans-sc/wght.css");
