// A learner's inbox for the school's own app: list, live stream, read and act, under a signed learner token.
import { actInboxItem, getInbox, readInboxItem, streamInbox } from "#shared/api/ingest.ts";
import type { AppContext } from "./deps.ts";
import { mount, type Routes } from "./mount.ts";
import { type Refused, refuse } from "./problem.ts";
import { stream } from "./stream.ts";

const RESUMED_ITEMS = 50;

/** Adds the routes under `/v1/inbox`. */
export function mountInbox(routes: Routes): void {
  const { deps } = routes;
  const { engine, live } = deps;
  mount(
    routes,
    getInbox,
    async ({ params, query }, c) => isOther(c, params.id) ?? { items: await engine.inbox(params.id, query.limit) },
  );
  mount(routes, streamInbox, ({ params }, c) => {
    const other = isOther(c, params.id);
    if (other !== null) return other;
    const lastId = c.req.header("Last-Event-ID");
    return stream(c, deps, async (outlet) => {
      const write = (item: Record<string, unknown>) =>
        outlet.send({ event: "message", id: String(item.send ?? ""), data: JSON.stringify(item) });
      const stop = live.onInbox(params.id, (item) => void write(item));
      await outlet.send({ event: "open", data: "{}" });
      if (lastId !== undefined)
        for (const item of (await missed(routes, params.id, lastId)).reverse()) await write(item);
      await outlet.ended;
      stop();
    });
  });
  for (const [contract, act] of [
    [readInboxItem, "read"],
    [actInboxItem, "act"],
  ] as const) {
    mount(routes, contract, async ({ params }, c) => {
      const other = isOther(c, params.id);
      if (other !== null) return other;
      return (await engine.inboxAct(params.id, params.send, act)) ? { ok: true } : refuse(404, "inbox.unknown");
    });
  }
}

// What came while the client was away: newest first, down to the last one it saw.
async function missed({ deps }: Routes, learner: string, lastId: string): Promise<Record<string, unknown>[]> {
  const items = await deps.engine.inbox(learner, RESUMED_ITEMS);
  const seen = items.findIndex((item) => String(item.send) === lastId);
  return seen === -1 ? items : items.slice(0, seen);
}

function isOther(c: AppContext, learner: string): Refused | null {
  const principal = c.get("principal");
  return principal.kind === "learner" && principal.learner !== learner ? refuse(403, "inbox.learner") : null;
}
