// Whether sends are stopped: the engine says so, the audit log knows who did it.
import { lastActOn } from "#runtime/store/school/last-act.ts";
import { getStop } from "#shared/api/stop.ts";
import { namer } from "./accounts.ts";
import { iso } from "./iso.ts";
import { mount, type Routes } from "./mount.ts";

/** Adds the look at the stop; stopping itself is among the acts on the system. */
export function mountStop(routes: Routes): void {
  const { engine, school, accounts } = routes.deps;
  mount(routes, getStop, async () => {
    const { stop: reason } = await engine.status();
    const act = reason === "stoppedByPerson" ? await lastActOn(school.db, "sends") : null;
    if (act === null) return { reason, by: null, byName: null, at: null };
    return { reason, by: act.actor, byName: (await namer(accounts))(act.actor), at: iso(act.at) };
  });
}
