// The listening socket: bounds in time and number against slow or many clients, and a close that lets answers finish.
import { createServer, type RequestListener, type Server, type ServerOptions } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { Direct } from "./direct.ts";
import type { Live } from "./live.ts";
import type { App } from "./mount.ts";

/** Where to listen; port 0 takes a free one. `live` holds the event streams to end at close; `direct` is asked before the app. */
export interface ServeOptions {
  host: string;
  port: number;
  live?: Pick<Live, "close">;
  direct?: Direct;
}

/** A server that listens. `close` takes no new work, waits up to `graceMs` for answers, then cuts what is left. */
export interface Serving {
  url: string;
  close(graceMs: number): Promise<void>;
}

const serverOptions = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16_384,
};
// Two thousand that dawdle leave room for as many that do not, until they are cut.
const MAX_CONNECTIONS = 5000;

/** Listens; rejects where the address cannot be had. */
export async function serve(app: Pick<App, "fetch">, options: ServeOptions): Promise<Serving> {
  const { host, port, live, direct } = options;
  const create = (settings: ServerOptions, listener: RequestListener) =>
    createServer(settings, (incoming, outgoing) => {
      if (direct?.(incoming, outgoing) !== true) listener(incoming, outgoing);
    });
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions,
    createServer: create as typeof createServer,
  }) as Server;
  server.maxConnections = MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const bound = (server.address() as AddressInfo).port;
  const name = host.includes(":") ? `[${host}]` : host;
  return { url: `http://${name}:${bound}`, close: (graceMs) => close(server, graceMs, live) };
}

function close(server: Server, graceMs: number, live: Pick<Live, "close"> | undefined): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(cut);
      clearInterval(sweep);
      resolve();
    });
    live?.close();
    server.closeIdleConnections();
    // A connection that falls idle later is not closed by `close` alone.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
  });
}
