// Receipts of sends: what providers report. The sandbox's come as our own JSON under an API key.
import { postReceipts } from "#shared/api/ingest.ts";
import { MAX_AHEAD_MS } from "#shared/event/check.ts";
import { errorIssue } from "#shared/kernel/issue.ts";
import { mount, type Routes } from "./mount.ts";
import { refuse } from "./problem.ts";

/** Adds `/v1/receipts/{channel}`. */
export function mountReceipts(routes: Routes): void {
  const { engine, clock } = routes.deps;
  mount(routes, postReceipts, async ({ params, body }) => {
    if (params.channel !== "sandbox") return refuse(404, "receipts.channel");
    const now = clock.now();
    const list = body.receipts.map(({ send, state, at = now }) => ({ send, state, at }));
    const ahead = list.findIndex(({ at }) => at - now > MAX_AHEAD_MS);
    if (ahead !== -1) return refuse(422, "event.future", [errorIssue("event.future", ["receipts", ahead, "at"])]);
    const known = await engine.receipts(list);
    return { known, unknown: list.length - known };
  });
}
