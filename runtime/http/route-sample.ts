// The sample school: filled once, looked at by those who choose it, a day at a time.
import { recordAct } from "#runtime/store/school/audit.ts";
import * as api from "#shared/api/sample.ts";
import { type AppContext, actorOf } from "./deps.ts";
import { isoOrNull } from "./iso.ts";
import { mount, type Routes } from "./mount.ts";
import { refuse } from "./problem.ts";
import { chooseSchool, choosesSample } from "./sample.ts";

/** Adds `/api/sample`. */
export function mountSample(routes: Routes): void {
  const { sample, accounts } = routes.deps;
  const standing = (isOpen: boolean) => {
    const { state, progressBp, now } = sample.standing();
    return { state, progressBp, isOpen: isOpen && state === "ready", now: isoOrNull(now) };
  };
  const isOpen = (c: AppContext) => choosesSample(c.req.header("Cookie"));
  mount(routes, api.getSample, (_, c) => standing(isOpen(c)));
  mount(routes, api.postSample, async (_, c) => {
    if (["none", "failed"].includes(sample.standing().state)) {
      sample.fill();
      const entry = { at: accounts.now(), actor: actorOf(c), act: "sample.create", object: "sample", detail: {} };
      await accounts.school.db.transaction((tx) => recordAct(tx, entry));
    }
    return standing(isOpen(c));
  });
  mount(routes, api.putSample, ({ body }, c) => {
    const { state } = sample.standing();
    if (body.isOpen && state !== "ready") return refuse(409, state === "filling" ? "sample.filling" : "sample.none");
    chooseSchool(c, body.isOpen);
    return standing(body.isOpen);
  });
  mount(routes, api.postNextDay, async (_, c) => {
    const done = await sample.nextDay();
    if (done === "none") return refuse(409, "sample.none");
    if (done === "filling") return refuse(409, "sample.filling");
    return done === "over" ? refuse(409, "sample.over") : standing(isOpen(c));
  });
}
