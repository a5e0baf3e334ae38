// Server-sent events: a stream that ends with the client, with the server, or when its work is done, and breathes in between so
// that proxies keep it open.
import { type SSEMessage, streamSSE } from "hono/streaming";
import type { AppContext, Deps } from "./deps.ts";

const HEARTBEAT_MS = 25_000;

/** What a stream's work may do. `ended` settles when the client or the server ends it. */
export interface Outlet {
  send(message: SSEMessage): Promise<void>;
  readonly ended: Promise<void>;
  end(): void;
}

/** Answers with a stream that `work` feeds; it closes when `work` is done. */
export function stream(c: AppContext, { live }: Deps, work: (outlet: Outlet) => Promise<void>): Response {
  c.header("Cache-Control", "no-store");
  c.header("X-Accel-Buffering", "no");
  return streamSSE(c, async (open) => {
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    open.onAbort(end);
    const forget = live.onClose(end);
    const heartbeat = setInterval(() => void open.write(": alive\n\n"), HEARTBEAT_MS);
    try {
      await work({ send: (message) => open.writeSSE(message), ended, end });
    } finally {
      clearInterval(heartbeat);
      forget();
      await open.close();
    }
  });
}
