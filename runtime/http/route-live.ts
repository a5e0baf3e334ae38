// The live view of a strategy: counts once and as a stream, and who is at a node.
import { readStrategy } from "#runtime/store/school/strategies.ts";
import { getLive, listPeople, streamLive } from "#shared/api/live.ts";
import { LiveHub } from "./live-hub.ts";
import { mount, type Routes } from "./mount.ts";
import { refuse } from "./problem.ts";
import { stream } from "./stream.ts";

/** Adds the routes under `/api/strategies/{id}/live`. */
export function mountLive(routes: Routes): void {
  const { deps } = routes;
  const { engine, school } = deps;
  const hub = new LiveHub(engine, deps.clock.now());
  const isKnown = async (id: string) => (await readStrategy(school.db, id)) !== null;
  mount(routes, getLive, async ({ params, query }) => {
    if (!(await isKnown(params.id))) return refuse(404, "strategy.unknown");
    const view = await engine.live({ strategy: params.id, version: query.version ?? null, since: null });
    if (view === "same") throw new Error("an engine asked for everything answers everything");
    return view;
  });
  mount(routes, streamLive, async ({ params, query }, c) => {
    if (!(await isKnown(params.id))) return refuse(404, "strategy.unknown");
    if (hub.isFull) return refuse(429, "live.full", [], { "Retry-After": "10" });
    const lastId = c.req.header("Last-Event-ID");
    return stream(c, deps, async (outlet) => {
      const stop = await hub.watch(params.id, query.version ?? null, lastId, ({ id, event, data }) => {
        void outlet.send({ id, event, data: JSON.stringify(data) });
      });
      await outlet.ended;
      stop();
    });
  });
  mount(routes, listPeople, async ({ params, query }) => {
    if (!(await isKnown(params.id))) return refuse(404, "strategy.unknown");
    const { cursor = null, limit } = query;
    const page = await engine.people({ strategy: params.id, node: params.node, cursor, limit });
    return "issue" in page ? refuse(422, page.issue.code, [page.issue]) : page;
  });
}
