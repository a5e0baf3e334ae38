// Where the designer begins: the cache, the connection and the router, and the page they draw on.
import type { QueryClient } from "@tanstack/react-query";
import { createRouter, RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { z } from "zod";
import { createConnection } from "#designer/api/connection.ts";
import { Ahead } from "./ahead.tsx";
import { Waiting } from "./gate.tsx";
import { Crashed, LostBar, NotFound } from "./lost.tsx";
import { createQueryClient, Providers } from "./providers.tsx";
import { routeTree } from "./routes.tsx";

// The content policy forbids building functions from text, which the validator tries otherwise.
z.config({ jitless: true });

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

function begin(element: HTMLElement): void {
  const client: QueryClient = createQueryClient();
  const connection = createConnection((address, request) => fetch(address, { ...request, credentials: "same-origin" }));
  createRoot(element).render(
    <StrictMode>
      <Providers client={client} connection={connection}>
        <Ahead />
        <RouterProvider router={router} />
        <LostBar connection={connection} onBack={() => void client.invalidateQueries()} />
      </Providers>
    </StrictMode>,
  );
}

const element = document.getElementById("app");
if (element !== null) begin(element);
